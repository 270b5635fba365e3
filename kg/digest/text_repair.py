"""Repairs text damaged by a wrong decoding ("Lucie-Aim√©e", "1.40Ã—"), and leaves every other text as it is.

The test and the repair are ftfy's (Speer 2019, https://doi.org/10.5281/zenodo.2591652), with all its tidying switched
off: it would straighten quotes and unescape HTML that are right. Damage is looked for word by word, since one undamaged
dash or quote elsewhere makes a whole text impossible to decode again.
"""

import re

import ftfy
from ftfy.badness import is_bad

# The four steps left on only ever replace damaged sequences; `fix_c1_controls` would touch text that passes the test.
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
# Pairs that ftfy takes for mathematics or units, though between letters they are neither. Left out is what could be:
# √π, √Ω, ≈∫, a dot that multiplies.
_CONTINUATIONS = bytes(range(0x80, 0xC0)).decode("mac_roman")
_LETTERS = "".join(filter(str.isalpha, _CONTINUATIONS))
_PAIRS = (
    ("mac_roman", f"√[{re.sub('[πΩ]', '', _CONTINUATIONS)}]|[ƒ≈][{re.sub('[πΩ]', '', _LETTERS)}°]"),
    ("latin-1", "Ã[¡-ª¬-¶¸-º¼-¿]|[ÄÅ][¡-ª¬®-¶¸-º¼-¿]"),
)
_BETWEEN_LETTERS = tuple((name, re.compile(rf"(?<=[^\W\d_])(?:{pair})(?=[^\W\d_])")) for name, pair in _PAIRS)
_ANYWHERE = tuple((name, re.compile(pair)) for name, pair in _PAIRS)


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
    return not word.isascii() and (is_bad(word) or any(pair.search(word) for _, pair in _BETWEEN_LETTERS))


def _repair_word(word: str) -> str:
    if word.isascii():
        return word
    if is_bad(word):
        fixed = ftfy.fix_encoding(word, _CONFIG)
        if fixed != word:
            return fixed
        # A sound character beside the damage (a curly apostrophe) keeps the word from being decoded as a whole.
        fixed = _decode_pairs(word, _ANYWHERE)
        return word if is_bad(fixed) else fixed
    return _decode_pairs(word, _BETWEEN_LETTERS)


def _decode_pairs(word: str, pairs: tuple[tuple[str, re.Pattern[str]], ...]) -> str:
    for encoding, pair in pairs:
        word = pair.sub(lambda found, name=encoding: found[0].encode(name).decode("utf-8"), word)  # type: ignore[misc]
    return word
