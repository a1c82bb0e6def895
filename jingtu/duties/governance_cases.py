"""Cases that offices transfer to the police or that come to court (移送、公益诉讼): GV-008 to GV-010, GV-019."""

from __future__ import annotations

from collections.abc import Iterator

from jingtu.duties.facts.government import GovernmentBody
from jingtu.duties.facts.government_cases import TransferredCase
from jingtu.duties.known import happened, review
from jingtu.duties.occurrence import Occurrence, State
from jingtu.duties.reckoning import Day
from jingtu.duties.spans import Span, days, hours, working_days

POLICE_TERM, CLUE_TERM, COMPLEX_TERM = days(3), days(7), days(30)


def crime_transferred(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Decided in three days after the report to the leader; transferred and copied in 24 hours (涉嫌犯罪移送)."""
    for case in body.governance.transferred_cases:
        if happened(case.reported_to_leader_on, day.on):
            about = f"{case.id} decision".strip()
            yield day.within(days(3), case.reported_to_leader_on, done=case.decided_on, about=about)
        elif happened(case.clue_found_on, day.on):
            yield review("reported_to_leader_on", about=f"{case.id} decision".strip(), since=case.clue_found_on)
        if happened(case.decided_on, day.on):
            yield from _transferred(case, day)


def _transferred(case: TransferredCase, day: Day) -> Iterator[Occurrence]:
    """After a decision to transfer; a transfer that took place shows that it was decided."""
    if case.to_transfer is None and case.transferred_on is None:
        yield review("to_transfer", about=f"{case.id} transfer".strip(), since=case.decided_on)
    elif case.to_transfer is not False:
        for what, done in (("transfer", case.transferred_on), ("copy", case.copied_on)):
            yield day.within(hours(24), case.decided_on, done=done, about=f"{case.id} {what}".strip())


def police_decide(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """The police decide in three days, seven on a mere clue, thirty in complex cases (立案审查)."""
    for case in body.governance.transferred_cases:
        if happened(case.received_on, day.on):
            yield _decided(case, day)


def _decided(case: TransferredCase, day: Day) -> Occurrence:
    """By the shortest term that may hold; a person decides where a longer one would change the answer."""
    terms = _terms(case)
    found = day.within(terms[0], case.received_on, done=case.police_decided_on, about=case.id)
    if len(terms) == 1 or found.state is not State.LATE:
        return found
    unknown = [name for name in ("clue_only", "complex") if getattr(case, name) is None]
    return review(*unknown, about=case.id, since=case.received_on)


def _terms(case: TransferredCase) -> list[Span]:
    if case.complex:
        return [COMPLEX_TERM]
    terms = [COMPLEX_TERM] if case.complex is None else []
    if case.clue_only is not False:
        terms.insert(0, CLUE_TERM)
    if not case.clue_only:
        terms.insert(0, POLICE_TERM)
    return terms


def detention_transferred(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """A case for detention goes to the police in three working days after the penalty (行政拘留移送)."""
    for case in body.governance.detention_cases:
        if happened(case.penalty_decided_on, day.on):
            yield day.within(working_days(3), case.penalty_decided_on, done=case.transferred_on, about=case.id)


def damage_claimed(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Damage to the public interest leads to a suit or a negotiation (公益诉讼、损害赔偿)."""
    for case in body.governance.damage_cases:
        if happened(case.found_on, day.on):
            yield day.timely(case.brought_on, since=case.found_on, about=case.id)
