"""What is to be done regularly with no period named, and how long papers carry a duty that comes round each year."""

from __future__ import annotations

from datetime import date

from jingtu.duties import law
from jingtu.duties.facts.subject import Days, Subject
from jingtu.duties.occurrence import Occurrence
from jingtu.duties.reckoning import ONE_DAY, Day, Held


def latest(acts: Days | None, on: date) -> date | None:
    """The last time something was done up to a day."""
    return max((act for act in acts or () if act <= on), default=None)


def regularly(day: Day, acts: Days | None, *, field: str, about: str = "", since: date | None = None) -> Occurrence:
    """Regularly, with no period named: *missing* while it was never done, *triggered* where that is not known."""
    if acts is None:
        return day.standing(since=since, about=about, missing=(field,))
    return day.timely(latest(acts, day.on), since=since, about=about)


def while_cited(duty: str, facts: Subject) -> Held:
    """The days on which anything carries a duty in the subject's place, from the first day of its facts on."""
    periods = [one.period for one in law.binding(duty, facts.place)]
    start = min(one.start for one in periods)
    ends = [one.before for one in periods if one.before is not None]
    return Held(
        start if facts.known_since is None else max(start, facts.known_since),
        max(ends) - ONE_DAY if len(ends) == len(periods) else None,
    )
