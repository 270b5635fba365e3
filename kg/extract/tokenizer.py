"""`kg.words.v1`: a tokenizer that cuts at every word boundary and keeps the text as it is.

A name can begin or end wherever a run of letters and digits does, so each run is a token and so is every other
character. `doc.text` equals the input for every text without lone surrogates.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

TOKEN = re.compile(r"[^\W_]+|\s+|.", re.DOTALL)


class Words:
    """Splits a text into runs of letters and digits, single other characters, and white space beyond one blank."""

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


@registry.tokenizers("kg.words.v1")  # type: ignore[untyped-decorator]
def make_words() -> Callable[[Language], Words]:
    """The factory that the config names."""
    return lambda nlp: Words(nlp.vocab)
