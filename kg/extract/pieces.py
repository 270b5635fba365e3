"""What the encoder reads of a text: WordPiece ids (Devlin et al. 2019, https://aclanthology.org/N19-1423/), with the case that
the uncased vocabulary drops kept as shapes beside them.

The context (title, names of linked repositories and models) comes first, the summary after it; of a summary that is longer
than the encoder's window each window has the context before it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
# Of the pieces of a word: ids, piece shapes, word shapes, and first code points in the word.
Word = tuple[tuple[int, ...], ...]

WINDOW = 512
CONTEXT = 64
SHAPES = 8
# Code points of a word that its shape is told by, and words whose pieces are kept in mind.
LONGEST, KEPT = 100, 16384
WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Window:
    """One input of the encoder; the arrays have the shape (pieces,).

    `types` is 0 for the context and 1 for the summary, `piece_shapes` and `word_shapes` lie in 0..7, `tokens` gives the
    index of the token in which a piece begins, -1 for pieces of the context and for the marks [CLS] and [SEP].
    """

    ids: Ints
    types: Ints
    piece_shapes: Ints
    word_shapes: Ints
    tokens: Ints

    def shares(self) -> tuple[Ints, Floats]:
        """Its tokens, ascending, shape (tokens,); and what each piece adds to the mean of its token, shape (tokens, pieces)."""
        own = np.flatnonzero(self.tokens >= 0)
        found, rows, sizes = np.unique(self.tokens[own], return_inverse=True, return_counts=True)
        shares = np.zeros((len(found), len(self.tokens)), dtype=np.float32)
        shares[rows, own] = 1 / sizes[rows]
        return found, shares


def piece_shape(piece: str) -> int:
    """0 nothing, 1 lower case, 2 a capital alone or first, 3 capitals, 4 and 5 mixed, 6 digits, 7 punctuation."""
    if not piece:
        return 0
    if not piece[0].isalnum():
        return 7
    if piece.isdigit():
        return 6
    if piece.isupper():
        return 3 if len(piece) > 1 else 2
    inner = any(c.isupper() for c in piece[1:])
    if piece[0].isupper():
        return 4 if inner else 2
    return 5 if inner else 1


def word_shape(word: str) -> int:
    """Three bits of the word around a piece: 4 it has a digit, 2 two capitals or more, 1 it begins with a capital."""
    capitals = sum(c.isupper() for c in word)
    return any(c.isdigit() for c in word) * 4 + (capitals > 1) * 2 + word[:1].isupper()


class Pieces:
    """Cuts texts into the pieces of a vocabulary (`vocab.txt`: one piece a line, its number is its line's)."""

    def __init__(self, vocabulary: Path) -> None:
        # Not above: spaCy imports this module in every environment that has it, through the entry points.
        from tokenizers import Tokenizer
        from tokenizers.models import WordPiece
        from tokenizers.normalizers import BertNormalizer
        from tokenizers.pre_tokenizers import BertPreTokenizer

        vocab = {piece: i for i, piece in enumerate(vocabulary.read_text(encoding="utf-8").split("\n")) if piece}
        self.tokenizer = Tokenizer(WordPiece(vocab, unk_token="[UNK]", max_input_chars_per_word=100))
        self.tokenizer.normalizer = BertNormalizer(lowercase=True)
        self.tokenizer.pre_tokenizer = BertPreTokenizer()
        self.begin, self.end, self.mask = (vocab[mark] for mark in ("[CLS]", "[SEP]", "[MASK]"))
        self.known: dict[str, Word] = {}

    def of_words(self, words: Sequence[str]) -> dict[str, Word]:
        """What `cut` gives for each of some words, cut at one go; pieces never reach beyond white space."""
        if not words:
            return {}
        encoding = self.tokenizer.encode(" ".join(words), add_special_tokens=False)
        found: dict[str, Word] = {}
        ids, offsets, at, begin = encoding.ids, encoding.offsets, 0, 0
        for word in words:
            first, end = at, begin + len(word)
            while at < len(ids) and offsets[at][0] < end:
                at += 1
            own = [(start - begin, stop - begin) for start, stop in offsets[first:at]]
            found[word] = (
                tuple(ids[first:at]),
                tuple([piece_shape(word[start:stop]) for start, stop in own]),
                (word_shape(word[:LONGEST]),) * (at - first),
                tuple([start for start, _ in own]),
            )
            begin = end + 1
        return found

    def cut(self, text: str) -> tuple[Ints, Ints, Ints, Ints]:
        """Ids, piece shapes, word shapes, and first code points of the pieces of a text; no marks around them."""
        places = [(match.start(), match.group()) for match in WORD.finditer(text)]
        known = self.known
        if len(known) > KEPT:
            # Begun anew, so that it stays small; other threads go on with what they hold.
            known = self.known = {}
        made = self.of_words(list(dict.fromkeys(word for _, word in places if word not in known)))
        known.update((word, pieces) for word, pieces in made.items() if len(word) <= LONGEST)
        ids: list[int] = []
        shapes: list[int] = []
        words: list[int] = []
        begins: list[int] = []
        for start, word in places:
            own = made.get(word) or known[word]
            ids += own[0]
            shapes += own[1]
            words += own[2]
            begins += [start + begin for begin in own[3]]
        found = np.array((ids, shapes, words, begins), dtype=np.int64)
        return found[0], found[1], found[2], found[3]

    def windows(
        self, text: str, context: str, token_starts: Sequence[int], sentence_starts: Sequence[int]
    ) -> Iterator[Window]:
        """The windows of a text, in order; none for a text without pieces.

        A window ends where a sentence ends if it can, else where a token does, else anywhere.

        Args:
            text: the summary.
            context: what is known of it; its first 64 pieces are used.
            token_starts: first code points of the tokens, ascending.
            sentence_starts: first code points of the sentences, ascending.
        """
        lead = [part[:CONTEXT] for part in self.cut(context)[:3]]
        ids, shapes, words, begins = self.cut(text)
        tokens = np.searchsorted(np.asarray(token_starts), begins, side="right") - 1
        room = WINDOW - 3 - len(lead[0])
        sentences = np.searchsorted(begins, np.asarray(sentence_starts))
        first_of_token = np.flatnonzero(np.diff(tokens, prepend=-1))
        at = 0
        while at < len(ids):
            end = len(ids)
            if end - at > room:
                # Half a window at least, so that one long sentence does not make many short windows.
                end = at + room
                for cuts in (sentences, first_of_token):
                    k = int(np.searchsorted(cuts, end, side="right")) - 1
                    if k >= 0 and cuts[k] > at + room // 2:
                        end = int(cuts[k])
                        break
            part = slice(at, end)
            marked = [
                np.concatenate(([0], a, [0], b[part], [0])) for a, b in zip(lead, (ids, shapes, words), strict=True)
            ]
            middle = len(lead[0]) + 1
            marked[0][[0, middle, -1]] = self.begin, self.end, self.end
            types = np.ones(len(marked[0]), dtype=np.int64)
            types[: middle + 1] = 0
            of = np.full(len(marked[0]), -1, dtype=np.int64)
            of[middle + 1 : -1] = tokens[part]
            yield Window(marked[0], types, marked[1], marked[2], of)
            at = end
