"""Facts of what offices do about the credit of enterprises (企业环境信用)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jingtu.duties.facts.subject import fact


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditEvaluation:
    """The grade of one enterprise in the credit evaluation of a year."""

    year: int = fact("评价年度", "year of the evaluation", names="year", default=0)
    credit_code: str = fact("统一社会信用代码", "unified social credit code", names="org.uscc", default="")
    grade: str = fact("信用等级", "grade", names="grade", default="")
    published_on: date | None = fact("公告日", "published")


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditWork:
    """Work on the credit of enterprises."""

    evaluations: tuple[CreditEvaluation, ...] | None = fact("企业环境信用评价", "credit evaluations of enterprises")
