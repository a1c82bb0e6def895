"""The division-of-work table (任务分工表): one row for each task, in the layout such annexes have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from itertools import groupby

from jingtu_web.plans import labels
from jingtu_web.plans.models import Clause
from jingtu_web.plans.queries import Item

COLUMNS = ("序号", "任务类别", "工作任务", "主要内容和目标", "牵头（责任）单位", "参与、配合、落实单位", "完成时限")
NOT_PRINTED = "未列明"
NOTE = "注：本表依据行动计划原文及其更正整理；未列明责任单位的目标和保障措施不列入。"


@dataclass(frozen=True)
class Row:
    number: str
    group: str
    task: str
    content: str
    lead: str
    others: str
    due: str

    @property
    def cells(self) -> tuple[str, ...]:
        return astuple(self)


def rows(items: Iterable[Item]) -> list[Row]:
    """Tasks, and whatever else names a body, in the order of the plan."""
    listed = [item for item in items if item.clause.kind == Clause.Kind.TASK or item.clause.bodies.all()]
    return [_row(number, item) for number, item in enumerate(listed, 1)]


def due_words(item: Item) -> str:
    """The days as printed; where only a number carries a day, that day."""
    printed = [labels.deadline_words(deadline) for deadline in item.clause.deadlines.all()]
    printed = printed or [labels.day_words(target.by) for target in item.clause.targets.all() if target.by]
    return "；".join(dict.fromkeys(printed)) or NOT_PRINTED


def _row(number: int, item: Item) -> Row:
    clause = item.clause
    return Row(
        number=str(number),
        group=clause.group,
        task=f"{clause.label} {clause.title}".strip(),
        content=clause.text,
        lead="、".join(body.name for body in item.lead) or NOT_PRINTED,
        others="；".join(f"{role}：{'、'.join(names)}" for role, names in item.others_by_role),
        due=due_words(item),
    )


def title(place: str, year: int) -> str:
    return f"{place}{year}年土壤污染防治任务分工表"


def groups(listed: list[Row]) -> list[tuple[int, int]]:
    """First and last row of every run of rows under one heading, for merged cells."""
    runs = (list(run) for _, run in groupby(range(len(listed)), key=lambda at: listed[at].group))
    return [(run[0], run[-1]) for run in runs]
