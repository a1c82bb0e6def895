"""The values of an access verdict: what is asked, what the registers say, what is answered.

Three answers are possible to every fact of an entry: yes, no, not known (None). *Not known* never counts as *no*.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal, TypeAlias

from shapely.geometry.base import BaseGeometry

from jingtu.duties.law import Citation
from jingtu.periods import Period
from jingtu.problems import Problem, Where
from jingtu.standards.verification import Mark

NOWHERE = Where()
LandClass: TypeAlias = Literal[1, 2]
Happened: TypeAlias = date | bool | None
"""The day of an event; True where it happened on a day not known, False where it did not, None where nobody knows."""


def happened(event: Happened, on: date) -> bool | None:
    """Whether an event lies on or before a day; None where it is not known."""
    return event <= on if isinstance(event, date) else event


class Step(StrEnum):
    """What is to be done with the land, in the order of the procedure. Words: ``words.toml``, ``[step]``."""

    PLAN = "plan"
    EXPROPRIATE = "expropriate"
    TAKE_BACK = "take_back"
    PURCHASE = "purchase"
    SUPPLY = "supply"
    USE_CHANGE = "use_change"
    PLANNING_PERMIT = "planning_permit"
    START_OF_WORKS = "start_of_works"
    PUT_TO_USE = "put_to_use"


class Scheme(StrEnum):
    """Whose codes a land use is given in. Words: ``words.toml``, ``[scheme]``."""

    GBT_21010 = "gbt21010"
    GB_50137 = "gb50137"
    LAND_AND_SEA = "land_and_sea"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Use:
    """A land use, as ``land_uses.find`` knows it.

    ``sensitive`` is whether it is residential or public administration and public service ("一住两公"), None where the
    code does not tell; ``land_class`` that of GB 36600, None where the code does not tell or nothing is built.
    ``kinds`` are uses that local rules name: ``food_storage``, ``farmland``, ``food_crops``, ``commercial``.
    ``ask`` names what has to be asked (``words.toml``, ``[ask]``); empty where nothing is open.
    """

    scheme: Scheme
    code: str
    zh: str
    en: str
    sensitive: bool | None
    land_class: LandClass | None
    kinds: frozenset[str]
    ask: str
    verification: Mark


class Kind(StrEnum):
    """What register an entry comes from: the themes of a verdict. Words: ``words.toml``, ``[kind]``."""

    PARCEL = "parcel"
    CONTROL_LIST = "control_list"
    SUSPECTED_LIST = "suspected_list"
    POLLUTED_LIST = "polluted_list"
    WATCH_LIST = "watch_list"
    KEY_UNIT = "key_unit"
    FORMER_SITE = "former_site"
    PROTECTION_ZONE = "protection_zone"


class Stage(StrEnum):
    """How far a parcel is in the procedure. Words and national stage codes: ``words.toml``, ``[stage]``."""

    P0 = "P0"
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"
    P4 = "P4"
    P5 = "P5"
    P6 = "P6"
    P7 = "P7"
    P8 = "P8"
    P9 = "P9"
    P10 = "P10"
    P11 = "P11"
    P12 = "P12"
    P13 = "P13"


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What a reviewed survey says of one class of land: it binds that class, not the other."""

    land_class: LandClass | None
    exceeds: bool | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an entry beyond its being on the register; everything may be unknown.

    ``evaluated`` is a passed review of the effect evaluation (target met); ``evaluator_independent`` is False where
    contractor and evaluator are one. ``survey_required`` is a survey asked for in writing. ``control_needed`` is what
    the risk assessment found. ``vacated`` is land that mining, industry or a closed coking plant left.
    """

    survey_reported: Happened = None
    review_passed: Happened = None
    conclusions: tuple[Conclusion, ...] = ()
    assessed: Happened = None
    control_needed: bool | None = None
    works_started: Happened = None
    works_ended: Happened = None
    evaluated: Happened = None
    evaluator_independent: bool | None = None
    listed: Happened = None
    delisted: Happened = None
    aftercare: bool | None = None
    key_unit: bool | None = None
    production_ended: Happened = None
    taken_back: Happened = None
    use_changed: Happened = None
    survey_required: Happened = None
    toxic_history: bool | None = None
    vacated: bool | None = None
    undeveloped: bool | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of one register.

    ``days`` is the span in which the row stands on its register (listed until before delisted); None where no day is
    given: then it counts on every day. ``outline`` is in degrees of CGCS2000 (EPSG:4490), None where there is none.
    ``seen_on`` is the day of the evidence, ``source`` the place in the file it was read from.
    """

    id: str
    kind: Kind
    days: Period | None = None
    code: str = ""
    name: str = ""
    former_names: tuple[str, ...] = ()
    enterprise: str = ""
    credit_code: str = ""
    address: str = ""
    place: str = ""
    industry: str = ""
    stage: Stage | None = None
    current_use: Use | None = None
    facts: Facts = Facts()
    outline: BaseGeometry | None = field(default=None, repr=False)
    seen_on: date | None = None
    source: Where = NOWHERE


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a register says of itself: which theme, which place (division code, empty: not stated), how complete.

    ``digest`` is the SHA-256 of the file, so that a verdict can be replayed from the same files.
    """

    kind: Kind
    place: str = ""
    complete: bool | None = None
    seen_on: date | None = None
    file: str = ""
    digest: str = ""


class Relation(StrEnum):
    """How an entry lies to the land asked about. Words: ``words.toml``, ``[relation]``.

    ``SAME`` is the same land by code, name or address where outlines do not tell.
    """

    OVERLAPS = "overlaps"
    SAME = "same"
    BOUNDARY_CONTACT = "boundary_contact"
    NEIGHBOUR = "neighbour"


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that concerns the land asked about, and why.

    ``overlap`` [m², geodesic], ``share_asked`` and ``share_entry`` (of the two outlines) [1], ``width`` of the overlap
    at its widest [m; given where it decides], ``distance`` [m; 0 where they touch]. ``how`` says what matched
    (``outline``, ``code``, or the words of a match), ``score`` how surely [0..1].
    """

    entry: Entry
    relation: Relation
    overlap: float | None = None
    share_asked: float | None = None
    share_entry: float | None = None
    width: float | None = None
    distance: float | None = None
    how: str = "outline"
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Question:
    """Which land (outline in EPSG:4490, code, or both), for what, at which step, where.

    ``use`` None means it was not said. ``current_use`` tells whether the use changes; None: not known. ``matches`` are
    entries found by other means than outline and code (names, address), accepted by whoever asks.
    """

    step: Step
    use: Use | None = None
    outline: BaseGeometry | None = field(default=None, repr=False)
    code: str = ""
    place: str = ""
    current_use: Use | None = None
    matches: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class Tolerances:
    """Below all three an overlap is *boundary contact*; docs/access.md gives the reasons.

    ``width`` [m], ``area`` [m²], ``share`` of the outline it takes more of [1]; ``neighbour`` is how
    far a neighbour may lie [m].
    """

    width: float = 1.0
    area: float = 200.0
    share: float = 0.01
    neighbour: float = 50.0


DEFAULT_TOLERANCES = Tolerances()


class Strength(StrEnum):
    """Whether a local rule forbids (*hard*) or holds in principle (*soft*)."""

    HARD = "hard"
    SOFT = "soft"


@dataclass(frozen=True, slots=True)
class PlaceRule:
    """A local rule of access: in ``place`` and below, on ``days``, the gate of a duty binds at ``steps``.

    ``kinds`` are further uses it asks a survey for; the duty carries the citation.
    """

    place: str
    gate: str
    duty: str
    days: Period
    strength: Strength
    steps: frozenset[Step]
    kinds: frozenset[str]


class Answer(StrEnum):
    """The four answers. ``wordings.csv`` has the sentences; none of them says that land is free of pollution."""

    PROHIBITED = "PROHIBITED"
    NOT_YET = "NOT_YET"
    CONDITIONAL = "CONDITIONAL"
    NO_RESTRICTION_KNOWN = "NO_RESTRICTION_KNOWN"

    @property
    def strictness(self) -> int:
        """3 for the strictest, 0 for none known."""
        return STRICTNESS[self]


STRICTNESS = {one: 3 - number for number, one in enumerate(Answer)}


class Force(StrEnum):
    """What a ground rests on. Only the first two are shown as law. Words: ``words.toml``, ``[force]``."""

    STATUTORY = "statutory"
    LOCAL = "local"
    UNREAD = "unread"
    EXPIRED = "expired"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that can be supplied, and who supplies it. Words: ``words.toml``, ``[missing]`` and ``[supplier]``."""

    what: str
    by: str


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason of a verdict: a gate, the entry it closes for, and the law it rests on that day.

    ``hit`` is None where the ground lies in the question itself (a sensitive use without any entry; a use not said).
    ``remarks`` are keys of ``words.toml``, ``[remark]``: an article not read, a local rule that has run out.
    """

    gate: str
    duty: str
    answer: Answer
    force: Force
    situation: str
    citations: tuple[Citation, ...] = ()
    hit: Hit | None = None
    missing: tuple[Missing, ...] = ()
    remarks: tuple[str, ...] = ()


class ThemeState(StrEnum):
    """Words: ``words.toml``, ``[theme_state]``."""

    CONCERNED = "concerned"
    NOT_CONCERNED = "not_concerned"
    WITHOUT_DATA = "without_data"


@dataclass(frozen=True, slots=True)
class Theme:
    """What one kind of register contributed: ``unplaced`` entries have neither outline nor code and cannot be excluded.

    ``complete`` and ``seen_on`` are what the registers say of themselves, the least and the oldest.
    """

    kind: Kind
    state: ThemeState
    complete: bool | None
    seen_on: date | None
    unplaced: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one piece of land, use, step and day, with everything it rests on.

    ``missing`` is what would have to be supplied; ``would_change`` the answers that come out for other facts (keys of
    ``words.toml``, ``[would_change]``). ``contacts`` are boundary contacts and neighbours that decided nothing.
    ``key`` is the SHA-256 of the inputs and the version of the rules.
    """

    answer: Answer
    step: Step
    use: Use | None
    on: date
    place: str
    code: str
    grounds: tuple[Ground, ...]
    missing: tuple[Missing, ...]
    would_change: tuple[str, ...]
    contacts: tuple[Hit, ...]
    themes: tuple[Theme, ...]
    problems: tuple[Problem, ...]
    rules: str
    key: str
