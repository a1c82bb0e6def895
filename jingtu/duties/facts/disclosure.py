"""Facts of what an enterprise discloses (企业环境信息披露)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jingtu.duties.facts.subject import Days, Yearly, fact, several


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureEvent:
    """A matter that calls for a temporary report: a permit decision, penalty, incident, damage claim."""

    kind: str = fact("事项", "what happened", names="event.type", default="")
    received_on: date | None = fact("收到文书（发生）日", "day the paper was received", names="event.received_date")
    disclosed_on: date | None = fact("临时报告披露日", "day it was disclosed", names="disclose.date")


@dataclass(frozen=True, slots=True, kw_only=True)
class PollutantPublication:
    """One publication of pollutants and facilities by an enterprise of a key industry."""

    published_on: date | None = fact("公开日", "day of publication", names="date")
    url: str = fact("公开网址", "where it was published", names="url", default="")
    pollutants: tuple[str, ...] = several("公开的污染物", "pollutants named", names="pollutants")


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterpriseDisclosure:
    """An enterprise on the list of those that disclose (环境信息依法披露企业)."""

    listed_on: date | None = fact("列入披露企业名单日", "list naming it published", names="list.date")
    delisted_on: date | None = fact("移出披露企业名单日", "taken off that list", after="listed_on")
    reports: tuple[Yearly, ...] | None = fact(
        "年度披露报告", "yearly reports by the year they are about", names="report.year disclose.date"
    )
    events: tuple[DisclosureEvent, ...] = several("临时报告事项", "matters for temporary reports")
    permit_information_on: Days | None = fact(
        "许可信息平台公开日", "published on the permit platform", names="publication.dates"
    )
    key_industry: bool | None = fact("属于重点行业企业", "an enterprise of a key industry")
    pollutants_published: tuple[PollutantPublication, ...] | None = fact("污染物信息公开", "publications of pollutants")
