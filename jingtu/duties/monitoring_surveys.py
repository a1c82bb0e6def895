"""Census, detailed survey, shared data. SM-001 to SM-004, SM-009."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from jingtu.duties.facts.government import GovernmentBody, Level
from jingtu.duties.known import naming, review
from jingtu.duties.levels import FROM_CITY_UP, at_level
from jingtu.duties.occurrence import Occurrence
from jingtu.duties.parameters import Basis
from jingtu.duties.reckoning import Day
from jingtu.duties.spans import months, years

END_OF_2018, END_OF_2019 = date(2018, 12, 31), date(2019, 12, 31)
END_OF_2020, END_OF_2021 = date(2020, 12, 31), date(2021, 12, 31)


def census(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """At least every ten years (土壤污染状况普查)."""
    yield from naming("censuses_on", day.every(years(10), body.monitoring.censuses_on))


def key_industry_land(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Data of every site collected, its risk screened, sampling started by the end of 2019 (Gaoping)."""
    sites = body.monitoring.key_industry_sites
    if sites:
        yield day.by(END_OF_2019, done=_all_done(one.collected_on for one in sites), about="collection")
        yield day.by(END_OF_2019, done=_all_done(one.screened_on for one in sites), about="screening")
    else:
        yield review("key_industry_sites")
    yield day.by(END_OF_2019, done=body.monitoring.sampling_started_on, about="sampling")


def _all_done(days: Iterable[date | None]) -> date | None:
    """The day the last was done; None while one is not."""
    known = list(days)
    done = [day for day in known if day is not None]
    return max(done) if len(done) == len(known) else None


def farmland_and_sites_known(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Pollution of farmland found out by the end of 2018, suspected sites by the end of 2020 (Zhongyuan)."""
    yield day.by(END_OF_2018, done=body.monitoring.farmland_known_on, about="farmland")
    yield day.by(END_OF_2020, done=body.monitoring.sites_known_on, about="sites")


def detailed_survey_wrapped_up(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Results accepted and handed up by the end of 2021: by the province and by its cities (Shanxi)."""
    yield from at_level(body, FROM_CITY_UP, _wrapped_up(body, day))


def _wrapped_up(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    work = body.monitoring
    if body.level is Level.CITY:
        yield day.by(END_OF_2021, done=work.results_sent_to_province_on, about="to_province")
    else:
        yield day.by(END_OF_2021, done=work.farmland_survey_accepted_on, about="farmland")
        yield day.by(END_OF_2021, done=work.results_sent_to_ministry_on, about="to_ministry")


def data_shared(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Each table of the soil database uploaded, every three months as a reminder (基础数据库、数据共享)."""
    tables = body.monitoring.shared_tables
    if tables is None:
        yield day.standing(missing=("shared_tables",))
    elif not tables:
        yield day.timely(None)
    for one in tables or ():
        found = day.every(months(3), one.uploaded_on, about=one.table, basis=Basis.DEFAULT)
        yield from naming("uploaded_on", found)
