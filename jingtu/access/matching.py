"""Which register entries a row of a list means: by outline, code, credit code, names, enterprise and address.

Every match says why, part by part, with its points. From ``SURE`` on a match is taken; from ``DOUBTFUL`` on it is
listed for a person; below, it is rejected, and shown where a name or code spoke for it. Where outlines lie apart,
nothing else makes a match sure.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import shapely
from shapely.geometry.base import BaseGeometry

from jingtu.access import hygiene, likeness, measure, said
from jingtu.access.likeness import Name
from jingtu.access.model import DEFAULT_TOLERANCES, Entry, Hit, Relation, Tolerances
from jingtu.access.space import Register
from jingtu.intake.outlines import OutlineRow

SURE, DOUBTFUL = 0.6, 0.3
APART = 500.0
"""Distance between two outlines from which they are not one parcel badly drawn. [m]"""
FREQUENT = 300
"""Pairs of characters in more names than this tell nothing."""
CANDIDATES = 5


class Likeness(StrEnum):
    """One reason for or against a match. Words: ``list_words.toml``, ``[likeness]``."""

    OUTLINE = "outline"
    OUTLINE_MOVED = "outline_moved"
    CODE = "code"
    CREDIT_CODE = "credit_code"
    NAME = "name"
    FORMER_NAME = "former_name"
    ENTERPRISE = "enterprise"
    NAME_LIKE = "name_like"
    ADDRESS = "address"
    APART = "apart"
    SHIFTED = "shifted"
    OTHER_CREDIT_CODE = "other_credit_code"
    OTHER_PLACE = "other_place"
    AMBIGUOUS = "ambiguous"


# An equal code or a real overlap is enough alone, and so is a whole name that only one site bears. A credit code is
# not, because an enterprise may have several sites; an address is not, because several sites may share it.
POINTS: Mapping[Likeness, float] = {
    Likeness.OUTLINE: 1.0,
    Likeness.OUTLINE_MOVED: 0.5,
    Likeness.CODE: 1.0,
    Likeness.CREDIT_CODE: 0.5,
    Likeness.NAME: 0.6,
    Likeness.FORMER_NAME: 0.6,
    Likeness.ENTERPRISE: 0.5,
    Likeness.NAME_LIKE: 0.35,
    Likeness.ADDRESS: 0.45,
    Likeness.APART: -0.7,
    Likeness.SHIFTED: 0.0,
    Likeness.OTHER_CREDIT_CODE: -0.3,
    Likeness.OTHER_PLACE: -0.5,
    Likeness.AMBIGUOUS: -0.25,
}
NAMED = frozenset({Likeness.NAME, Likeness.FORMER_NAME, Likeness.ENTERPRISE, Likeness.NAME_LIKE})
SPOKE = frozenset({Likeness.NAME, Likeness.FORMER_NAME, Likeness.ENTERPRISE, Likeness.CODE, Likeness.CREDIT_CODE})
"""What is shown even where the match was rejected."""
GROUNDED = frozenset({Likeness.OUTLINE, Likeness.CODE, Likeness.CREDIT_CODE, Likeness.ADDRESS})
"""What tells sites of the same name apart."""


class Standing(StrEnum):
    """What becomes of a match. Words: ``list_words.toml``, ``[standing]``."""

    TAKEN = "taken"
    DOUBTFUL = "doubtful"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Part:
    """One reason: what the row says, what the entry says, how many points it gave."""

    likeness: Likeness
    points: float
    said: str = ""
    known: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that a row may mean. ``hit`` is how their outlines lie, None where one of them has none."""

    entry: Entry
    parts: tuple[Part, ...]
    hit: Hit | None = None

    @property
    def score(self) -> float:
        """Between 0 and 1; below ``SURE`` where the outlines lie apart."""
        total = min(1.0, max(0.0, round(sum(part.points for part in self.parts), 3)))
        return min(total, SURE - 0.01) if self.has(Likeness.APART) else total

    @property
    def standing(self) -> Standing:
        if self.score >= SURE:
            return Standing.TAKEN
        return Standing.DOUBTFUL if self.score >= DOUBTFUL else Standing.REJECTED

    def has(self, *likenesses: Likeness) -> bool:
        return any(part.likeness in likenesses for part in self.parts)


@dataclass(frozen=True, slots=True)
class Said:
    """What a row says, as it is compared."""

    code: str
    credit_code: str
    names: tuple[tuple[Name, str, bool], ...]
    address: Name | None
    address_text: str
    place: str
    outline: BaseGeometry | None
    moved: bool


def said_by(row: OutlineRow, place: str = "") -> Said:
    """What a row says; ``place`` is the division code of rows that name none."""
    values = row.values
    names = list(_names([values.get("name", "")], former=False))
    names += _names([values.get("enterprise", "")], former=False)
    names += _names(said.names(values.get("former_name", "")), former=True)
    address = likeness.address(values["address"]) if values.get("address") else None
    return Said(
        code=said.code(values.get("code", "")),
        credit_code=said.code(values.get("credit_code", "")),
        names=tuple(names),
        address=address,
        address_text=values.get("address", ""),
        place=said.place(values.get("place", "")) or place,
        outline=row.outline,
        moved=row.moved,
    )


def _names(texts: Iterable[str], *, former: bool) -> Iterator[tuple[Name, str, bool]]:
    """Every telling name in the texts: as compared, as said, whether it is a former one."""
    for text in texts:
        for spoken, once in likeness.spoken(text):
            compared = likeness.name(spoken)
            if compared.telling:
                yield compared, spoken, former or once


class Matcher:
    """Finds the entries of a register that rows mean, by index: no row is compared with every entry."""

    def __init__(self, register: Register, tolerances: Tolerances = DEFAULT_TOLERANCES) -> None:
        self.register, self.tolerances = register, tolerances
        self._entries = register.entries
        self._by_credit: dict[str, list[int]] = defaultdict(list)
        self._by_name: dict[str, list[tuple[int, Likeness, str, Name]]] = defaultdict(list)
        self._by_address: dict[str, list[int]] = defaultdict(list)
        self._by_pair: dict[str, list[str]] = defaultdict(list)
        self._place = {entry.id: number for number, entry in enumerate(self._entries)}
        for number, entry in enumerate(self._entries):
            self._add(number, entry)
        for core in self._by_name:
            for pair in likeness.pairs(core):
                self._by_pair[pair].append(core)

    def _add(self, number: int, entry: Entry) -> None:
        if entry.credit_code:
            self._by_credit[entry.credit_code].append(number)
        if entry.address:
            self._by_address[likeness.address(entry.address).core].append(number)
        known = [*_names([entry.name], former=False), *_names(entry.former_names, former=True)]
        for compared, text, former in known:
            kind = Likeness.FORMER_NAME if former else Likeness.NAME
            self._by_name[compared.core].append((number, kind, text, compared))
        if entry.enterprise != entry.name:
            for compared, text, _ in _names([entry.enterprise], former=False):
                self._by_name[compared.core].append((number, Likeness.ENTERPRISE, text, compared))

    def matches(self, said: Said) -> tuple[Match, ...]:
        """Every match, the surest first; boundary contacts and neighbours are none, nor is a name merely alike."""
        hits = self._hits(said)
        parts: dict[int, list[Part]] = defaultdict(list)
        for number, hit in hits.items():
            if hit.relation is Relation.OVERLAPS:
                kind = Likeness.OUTLINE_MOVED if said.moved else Likeness.OUTLINE
                parts[number].append(Part(kind, POINTS[kind]))
        for number, part in self._same(said):
            parts[number].append(part)
        self._alike(said, parts)
        found = [self._match(number, said, reasons, hits.get(number)) for number, reasons in parts.items()]
        kept = [match for match in _told_apart(found) if match.standing is not Standing.REJECTED or match.has(*SPOKE)]
        return tuple(sorted(kept, key=lambda match: (-match.score, self._place[match.entry.id])))

    def _hits(self, said: Said) -> dict[int, Hit]:
        if said.outline is None:
            return {}
        return {self._place[hit.entry.id]: hit for hit in self.register.near(said.outline, self.tolerances)}

    def _same(self, said: Said) -> Iterator[tuple[int, Part]]:
        """Entries with the same code, credit code, name or address; of names the best reason per entry."""
        for entry in self.register.of_code(said.code):
            yield self._place[entry.id], Part(Likeness.CODE, POINTS[Likeness.CODE], said.code, entry.code)
        for number in self._by_credit.get(said.credit_code, ()) if said.credit_code else ():
            yield number, Part(Likeness.CREDIT_CODE, POINTS[Likeness.CREDIT_CODE], said.credit_code, said.credit_code)
        yield from self._same_names(said).items()
        if said.address is not None and len(said.address.core) >= 4:
            for number in self._by_address.get(said.address.core, ()):
                known = self._entries[number].address
                yield number, Part(Likeness.ADDRESS, POINTS[Likeness.ADDRESS], said.address_text, known)

    def _same_names(self, said: Said) -> dict[int, Part]:
        best: dict[int, Part] = {}
        for compared, text, former in said.names:
            for number, kind, known, other in self._by_name.get(compared.core, ()):
                if likeness.contradict(compared.places, other.places):
                    continue
                reason = Likeness.FORMER_NAME if former and kind is Likeness.NAME else kind
                part = Part(reason, POINTS[reason], text, known)
                if number not in best or best[number].points < part.points:
                    best[number] = part
        return best

    def _alike(self, said: Said, parts: dict[int, list[Part]]) -> None:
        """Similar names, where no entry is sure yet; they count beside other reasons, too."""
        if any(sum(part.points for part in reasons) >= SURE for reasons in parts.values()):
            return
        for compared, text, _ in said.names:
            for core, score in self._similar(compared.core):
                for number, _, known, other in self._by_name[core]:
                    if not likeness.contradict(compared.places, other.places) and not _named(parts[number]):
                        points = round(POINTS[Likeness.NAME_LIKE] * score, 3)
                        parts[number].append(Part(Likeness.NAME_LIKE, points, text, known))

    def _similar(self, core: str) -> list[tuple[str, float]]:
        """Other cores that are alike, the most alike first."""
        rare = [pair for pair in likeness.pairs(core) if 0 < len(self._by_pair.get(pair, ())) <= FREQUENT]
        shared = Counter(other for pair in rare for other in self._by_pair[pair] if other != core)
        scored = [(other, likeness.alike(core, other)) for other, _ in shared.most_common(4 * CANDIDATES)]
        alike = [(other, score) for other, score in scored if score >= likeness.SIMILAR]
        return sorted(alike, key=lambda one: -one[1])[:CANDIDATES]

    def _match(self, number: int, said: Said, reasons: list[Part], hit: Hit | None) -> Match:
        entry = self._entries[number]
        parts = [*reasons, *_against(entry, said, hit)]
        return Match(entry, tuple(parts), hit)


def _named(parts: Iterable[Part]) -> bool:
    return any(part.likeness in NAMED for part in parts)


def _against(entry: Entry, said: Said, hit: Hit | None) -> Iterator[Part]:
    """What speaks against a match."""
    if said.outline is not None and entry.outline is not None and hit is None:
        yield from _distant(entry.outline, said.outline)
    if said.credit_code and entry.credit_code and said.credit_code != entry.credit_code:
        against = Likeness.OTHER_CREDIT_CODE
        yield Part(against, POINTS[against], said.credit_code, entry.credit_code)
    if likeness.contradict([said.place] if said.place else (), [entry.place] if entry.place else ()):
        yield Part(Likeness.OTHER_PLACE, POINTS[Likeness.OTHER_PLACE], said.place, entry.place)


def _distant(known: BaseGeometry, asked: BaseGeometry) -> Iterator[Part]:
    """Two outlines that do not meet: shifted as public maps are, apart, or merely near."""
    moved = hygiene.shifted(asked, known)
    if moved is not None:
        yield Part(Likeness.SHIFTED, POINTS[Likeness.SHIFTED], f"{moved:.0f}")
        return
    distance = _distance(known, asked)
    if distance > APART:
        yield Part(Likeness.APART, POINTS[Likeness.APART], f"{distance:.0f}")


def _distance(one: BaseGeometry, other: BaseGeometry) -> float:
    """Metres between the nearest points of two outlines."""
    ends = shapely.get_coordinates(shapely.shortest_line(one, other))
    return measure.apart(shapely.Point(ends[0]), shapely.Point(ends[1]))


def _told_apart(found: list[Match]) -> list[Match]:
    """Where only names speak, and speak for two sites on one register, neither is sure."""
    by_name = [match for match in found if _named(match.parts) and not match.has(Likeness.APART)]
    kinds = Counter(match.entry.kind for match in by_name)
    double = {match.entry.id for match in by_name if kinds[match.entry.kind] > 1 and not match.has(*GROUNDED)}
    doubt = Part(Likeness.AMBIGUOUS, POINTS[Likeness.AMBIGUOUS])
    return [replace(match, parts=(*match.parts, doubt)) if match.entry.id in double else match for match in found]
