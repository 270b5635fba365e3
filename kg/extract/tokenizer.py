"""`kg.words.v2`: a tokenizer that keeps names and numbers whole and the text as it is.

"DeepSeek-R1-Distill-Qwen-7B", "pass@1", "Llama-3.1-8B/70B", "+12.4", "1.5x" and "91.2%" are one token each; a hyphen before a
plain word parts ("GPT-4-based" holds "GPT-4"), and so does a possessive ("CLIP's"). Where labels can begin and end is decided
here: of 11,144 places of names in 1,634 labelled summaries all but 5 begin and end with a token.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from kg.characters import UNSEEN

LETTER = r"[^\W_]"
# No possessive groups, as Python before 3.11.5 matches them wrongly (gh-106052): the lookahead asks for the whole number.
# At most so many groups: in a long row of numbers every one would look at all that follow.
DECIMAL = r"\d+(?:[.,]\d+){0,20}(?![.,]?\d)"
# A share or a factor, and a signed number: 91.2%, 1.5x, +12.4.
NUMBER = rf"(?:(?<!{LETTER})[+±])?{DECIMAL}(?:%|[×x](?!{LETTER}))|(?<!{LETTER})[+±]{DECIMAL}(?!{LETTER})"
# Letters and digits, joined by signs that stand inside names.
JOINT = rf"[.+@_&]|[-‑–](?![a-z]{{3,}}+(?!{LETTER}))|['’](?!s\b)|/(?=\d++(?:\.\d++)?[BMbm](?!{LETTER}))"
# Characters that are not seen belong to the name, lest it be cut to another.
HIDDEN = f"[{UNSEEN}]"
JOINTS = rf"(?:{HIDDEN}++(?:{JOINT})?{HIDDEN}*+|(?:{JOINT}){HIDDEN}*+)(?={LETTER})"
NAME = rf"{LETTER}(?:{LETTER}|{JOINTS})*(?:\+{{1,2}}(?!{LETTER}))?"
TOKEN = re.compile(rf"{NUMBER}|{NAME}|\s+|.", re.DOTALL)


class Words:
    """Splits a text into names, numbers, single other characters, and white space beyond one blank."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The document of a text; a blank after a word belongs to it as spaCy has it, other white space is a token."""
        words: list[str] = []
        spaces: list[bool] = []
        for piece in TOKEN.findall(text):
            if piece[0] == " " and words and not words[-1].isspace():
                spaces[-1] = True
                piece = piece[1:]
            if piece:
                words.append(piece)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing to keep: the tokenizer has no state. spaCy asks for it."""
        return b""

    def from_bytes(self, _data: bytes, **_kwargs: Any) -> "Words":
        """See `to_bytes`."""
        return self

    def to_disk(self, _path: str | Path, **_: Any) -> None:
        """See `to_bytes`."""

    def from_disk(self, _path: str | Path, **_: Any) -> "Words":
        """See `to_bytes`."""
        return self


@registry.tokenizers("kg.words.v2")  # type: ignore[untyped-decorator]
def make_words() -> Callable[[Language], Words]:
    """The factory that the config names."""
    return lambda nlp: Words(nlp.vocab)
