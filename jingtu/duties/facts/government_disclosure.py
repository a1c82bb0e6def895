"""Facts of what offices publish, and of the reports they receive from the public (信息公开与举报)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jingtu.duties.facts.subject import fact, several


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicInformation:
    """A piece of soil information that is to be published (名录、处罚、环境状况)."""

    kind: str = fact("信息种类", "kind of information", names="info.type", default="")
    formed_on: date | None = fact("形成日", "day it was formed", names="info.date")
    published_on: date | None = fact("公布日", "day of publication", names="publication.date")


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterpriseList:
    """The list of enterprises that disclose, of one year. The notice comes first, then the list."""

    year: int = fact("名单年度", "year of the list", names="list.year", default=0)
    notice_from: date | None = fact("公示开始日", "first day of the notice", names="publicity.start")
    notice_until: date | None = fact("公示结束日", "last day of the notice", names="publicity.end", after="notice_from")
    published_on: date | None = fact("名单公布日", "list settled and published", after="notice_from")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewYear:
    """Reports that passed review in a year, and when they were published."""

    year: int = fact("年度", "year", default=0)
    passed: tuple[str, ...] | None = fact("通过评审的报告", "reports that passed review", names="review.list")
    published_on: date | None = fact("公开日", "day of publication", names="publication.date")


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyPublication:
    """A bulletin or notice that comes out each year."""

    year: int = fact("年度", "year it is about", names="year", default=0)
    published_on: date | None = fact("发布日", "day of publication")
    url: str = fact("公开网址", "where it was published", names="url", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class PollutionReport:
    """A report of pollution by a citizen or body (举报)."""

    id: str = fact("举报编号", "number of the report", names="report.id", default="")
    channel: str = fact("渠道", "channel, such as 12369", names="report.channel", default="")
    named: bool | None = fact("实名举报", "the reporter gave a name")
    received_on: date | None = fact("收到日", "day of receipt", names="received")
    decided_on: date | None = fact("办结日", "day it was dealt with", names="decided", after="received_on")
    fed_back_on: date | None = fact("反馈日", "reporter told of the result", names="feedback", after="received_on")
    verified_on: date | None = fact("查实日", "found to be true", names="verified", after="received_on")
    reward_paid_on: date | None = fact("奖励兑付日", "reward paid", names="reward.paid", after="verified_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureWork:
    """What the departments of a place publish, and the reports they receive."""

    information: tuple[PublicInformation, ...] = several("应公布的信息", "information to be published")
    enterprises: tuple[EnterpriseList, ...] | None = fact("披露企业名单", "lists of disclosing enterprises")
    reviews: tuple[ReviewYear, ...] | None = fact("评审结果公开", "published results of reviews")
    bulletins: tuple[YearlyPublication, ...] | None = fact("土壤环境状况公报", "soil bulletins")
    notices: tuple[YearlyPublication, ...] | None = fact("工作公示", "public notices of soil work")
    pollution_reports: tuple[PollutionReport, ...] = several("举报", "reports of pollution")
