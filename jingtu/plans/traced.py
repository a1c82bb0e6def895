"""Text that remembers where each of its characters stood in the document, and the ledger of what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from jingtu.plans.model import Part, Span


@dataclass(frozen=True)
class Traced:
    """A piece of text; ``at`` holds for each character its offset in the source, -1 where the source has none (a
    number that the office program prints)."""

    text: str
    at: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.text) != len(self.at):
            raise ValueError(f"{len(self.text)} characters need as many offsets, not {len(self.at)}.")

    def __len__(self) -> int:
        return len(self.text)

    def cut(self, start: int, end: int | None = None) -> Traced:
        return Traced(self.text[start:end], self.at[start:end])

    def strip(self) -> Traced:
        """Without white space at both ends."""
        left = len(self.text) - len(self.text.lstrip())
        return self.cut(left, max(left, len(self.text.rstrip())))

    def replace(self, text: str) -> Traced:
        """The same places with other characters, one for one."""
        return Traced(text, self.at)


def joined(pieces: Iterable[Traced]) -> Traced:
    kept = list(pieces)
    return Traced("".join(piece.text for piece in kept), tuple(at for piece in kept for at in piece.at))


class Ledger:
    """What each character of the source was taken for."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._parts: list[tuple[Part, str | None] | None] = [None] * len(source)
        self.claimed_twice = 0

    def claim(self, piece: Traced, part: Part, unit: str | None = None) -> None:
        for at in filter(lambda at: at >= 0, piece.at):
            self.claimed_twice += self._parts[at] is not None
            self._parts[at] = (part, unit)

    def claim_free(self, piece: Traced, part: Part) -> None:
        """Claim what nobody has claimed yet: line ends between which a bookmark was deleted before."""
        free = tuple(at for at in piece.at if at >= 0 and self._parts[at] is None)
        self.claim(Traced("".join(self.source[at] for at in free), free), part)

    def claim_rest(self) -> None:
        """White space nobody asked for is blank; other characters are left over."""
        for at, part in enumerate(self._parts):
            if part is None:
                self._parts[at] = (Part.BLANK if self.source[at].isspace() else Part.LEFT_OVER, None)

    def spans(self) -> tuple[Span, ...]:
        return tuple(self._runs())

    def _runs(self) -> Iterator[Span]:
        start = 0
        for key, run in groupby(self._parts):
            end = start + sum(1 for _ in run)
            if key is not None:
                yield Span(start, end, *key)
            start = end
