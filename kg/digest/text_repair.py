"""Repairs text damaged by a wrong decoding ("Lucie-Aim√©e", "1.40Ã—"), and leaves every other text as it is.

The test and the repair are ftfy's (Speer 2019, https://doi.org/10.5281/zenodo.2591652), with all its tidying switched off: it
would straighten quotes and unescape HTML that are right. Damage is looked for word by word, since one undamaged dash or quote
elsewhere makes a whole text impossible to decode again.
"""

import re

import ftfy
from ftfy.badness import is_bad

# The four steps left on only ever replace damaged sequences; `fix_c1_controls` would also touch text that passes the test.
_CONFIG = ftfy.TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_encoding=True,
    restore_byte_a0=True,
    replace_lossy_sequences=True,
    decode_inconsistent_utf8=True,
    fix_c1_controls=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=False,
    remove_control_chars=False,
    normalization=None,
    explain=False,
)
# A no-break space is part of a damaged "à", so words end at ASCII white space alone.
_WORD = re.compile(r"[^ \t\r\n]+")
# UTF-8 read as MacRoman turns ø, ñ, í, ò, ó, ð, ÷ into a root and a symbol, which ftfy takes for mathematics; between letters,
# none of these pairs is any. √π and √Ω are left out: they are.
_MAC_ROMAN_PAIR = re.compile(r"(?<=[^\W\d_])√[∏±≠≤≥∞∂∑∫†°¢£§•¶ß®©™´¨ÆØ¥µªºæ≈∆«»…ÀÃÕ¬ƒ¿¡√](?=[^\W\d_])")


def is_damaged(text: str) -> bool:
    """True if some word of the text shows the marks of a wrong decoding.

    >>> is_damaged("Lucie-Aim√©e Kaffee"), is_damaged("√π ≤ 2 “naïve”")
    (True, False)
    """
    return not text.isascii() and (is_bad(text) or any(map(_is_damaged_word, _WORD.findall(text))))


def repair(text: str) -> str:
    """The text with its damaged words decoded as they should have been; an undamaged text comes back as it is.

    >>> repair("Lucie-Aim√©e Kaffee – 1.40Ã—")
    'Lucie-Aimée Kaffee – 1.40×'
    """
    if text.isascii():
        return text
    while True:
        repaired = _WORD.sub(lambda word: _repair_word(word[0]), text)
        if is_bad(repaired):
            repaired = ftfy.fix_encoding(repaired, _CONFIG)
        # Every step decodes two or more characters into fewer, so this ends.
        if len(repaired) >= len(text):
            return text
        text = repaired


def _is_damaged_word(word: str) -> bool:
    return not word.isascii() and (is_bad(word) or _MAC_ROMAN_PAIR.search(word) is not None)


def _repair_word(word: str) -> str:
    if word.isascii():
        return word
    if is_bad(word):
        return ftfy.fix_encoding(word, _CONFIG)
    return _MAC_ROMAN_PAIR.sub(lambda pair: _from_mac_roman(pair[0]), word)


def _from_mac_roman(pair: str) -> str:
    try:
        return pair.encode("mac_roman").decode("utf-8")
    except UnicodeError:
        return pair
