"""The papers of the board: division of work, progress report, reminder letter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import override
from docx.document import Document

from jingtu_web.exchange import division, paper, sheets
from jingtu_web.plans import labels, queries
from jingtu_web.plans.models import Clause, Plan, ProgressNote
from jingtu_web.plans.queries import Item
from jingtu_web.plans.states import Measured, State

CHINESE = "zh-hans"
QUARTERS = "一二三四"
DIVISION_WIDTHS = (1.2, 3.0, 3.8, 8.2, 3.4, 3.8, 2.5)  # cm
TASK_COLUMNS = ("序号", "工作任务", "牵头（责任）单位", "完成时限", "状态")
TASK_WIDTHS = (1.3, 5.2, 3.8, 3.6, 2.4)


@dataclass(frozen=True)
class Sender:
    """Who signs: the office's name, and the day on the paper."""

    name: str
    on: date


@override(CHINESE)
def division_docx(plan: Plan, items: Sequence[Item]) -> bytes:
    made = paper.new(landscape=True)
    listed = division.rows(items)
    paper.title(made, division.title(plan.place.name, plan.year))
    table = paper.table(made, division.COLUMNS, [row.cells for row in listed], DIVISION_WIDTHS)
    paper.merge_down(table, 1, division.groups(listed))
    paper.small(made, division.NOTE)
    return paper.saved(made)


@override(CHINESE)
def division_xlsx(plan: Plan, items: Sequence[Item]) -> bytes:
    return sheets.division(division.title(plan.place.name, plan.year), division.rows(items))


@override(CHINESE)
def progress_docx(plan: Plan, items: Sequence[Item], sender: Sender) -> bytes:
    """The quarterly report: counts, numbers, what was recorded in the quarter, what is late, what is not known."""
    made = paper.new()
    paper.title(made, progress_title(plan, sender.on).replace("季度土壤", "季度\n土壤"))
    _overall(made, plan, items, sender.on)
    _numbers(made, items)
    _done_in_quarter(made, items, sender.on)
    _late(made, items)
    _unknown(made, items)
    paper.signed(made, sender.name, labels.day_words(sender.on))
    return paper.saved(made)


def progress_title(plan: Plan, on: date) -> str:
    return f"{plan.place.name}{on.year}年第{QUARTERS[quarter(on) - 1]}季度土壤污染防治工作进展报告"


@override(CHINESE)
def reminder_docx(body: str, items: Sequence[Item], sender: Sender, *, supervising: bool) -> bytes:
    """The letter to one body about what is overdue or due within 30 days. The day for the answer is left to fill in."""
    made = paper.new()
    paper.title(made, f"关于土壤污染防治有关工作任务的{'督办' if supervising else '提醒'}函")
    paper.body(made, f"{body}：", indent=False)
    counted = queries.counts(items)
    paper.body(made, _reminder_words(items, counted[State.OVERDUE], counted[State.DUE_30], sender.on))
    paper.table(made, TASK_COLUMNS, _task_rows(items), TASK_WIDTHS)
    ask = "请抓紧办理，逐项说明未完成的原因和下一步措施，" if supervising else "请对照任务要求抓紧推进，"
    paper.body(made, f"{ask}并于    年  月  日前将办理情况及佐证材料书面反馈我单位。")
    paper.body(made, "联系人：            联系电话：")
    paper.signed(made, sender.name, labels.day_words(sender.on))
    return paper.saved(made)


def quarter(on: date) -> int:
    return (on.month - 1) // 3 + 1


def _overall(made: Document, plan: Plan, items: Sequence[Item], on: date) -> None:
    counted = queries.counts(items)
    words = "，".join(f"{labels.STATES[state]}{count}项" for state, count in counted.items() if count)
    paper.heading(made, "一、总体情况")
    paper.body(made, f"《{plan.title}》共列{_kinds(items)}。截至{labels.day_words(on)}：{words}。")
    paper.body(made, "任务状态依据文件所列时限和已登记的进展记录按日计算；没有登记的，不计为完成。")


def _kinds(items: Sequence[Item]) -> str:
    counted = Counter(item.clause.kind for item in items)
    return "、".join(f"{kind.label}{counted[kind]}项" for kind in Clause.Kind if counted[kind])


def _numbers(made: Document, items: Sequence[Item]) -> None:
    rows = [
        (labels.target_words(target), labels.day_words(target.by) if target.by else division.NOT_PRINTED, *_seen(seen))
        for item in items
        for target, seen in item.goals
    ]
    paper.heading(made, "二、指标完成情况")
    if rows:
        paper.table(made, ("指标", "完成时限", "最新数值", "对比结果"), rows, (6.2, 3.6, 4.0, 2.4))
    else:
        paper.body(made, "计划未列数量指标。")


def _seen(seen: Measured) -> tuple[str, str]:
    value = f"{seen.value}（{labels.day_words(seen.on)}）" if seen.on else "—"
    return value, str(labels.MET[seen.met])


def _done_in_quarter(made: Document, items: Sequence[Item], on: date) -> None:
    paper.heading(made, "三、本季度工作进展")
    told = [(item.clause, note) for item in items for note in item.clause.notes.all() if _in_quarter(note, on)]
    if not told:
        paper.body(made, "本季度没有登记进展记录。")
    for number, (clause, note) in enumerate(told, 1):
        paper.body(made, f"{number}．{name(clause)}：{labels.day_words(note.on)}，{note.text.strip()}")


def _in_quarter(note: ProgressNote, on: date) -> bool:
    return note.withdrawn_at is None and note.on <= on and (note.on.year, quarter(note.on)) == (on.year, quarter(on))


def _late(made: Document, items: Sequence[Item]) -> None:
    late = queries.by_urgency(item for item in items if item.state in (State.OVERDUE, State.DUE_30))
    paper.heading(made, "四、逾期和近期到期任务")
    if late:
        paper.table(made, TASK_COLUMNS, _task_rows(late), TASK_WIDTHS)
    else:
        paper.body(made, "没有逾期任务，30日内没有到期任务。")


def _unknown(made: Document, items: Sequence[Item]) -> None:
    unknown = [name(item.clause) for item in items if item.state is State.NO_DATA]
    paper.heading(made, "五、暂无数据的任务")
    paper.body(made, f"下列各项未列明可以计算的时限，也没有登记进展：{'；'.join(unknown)}。" if unknown else "无。")


def _task_rows(items: Sequence[Item]) -> list[tuple[str, ...]]:
    return [
        (
            str(number),
            name(item.clause),
            "、".join(body.name for body in item.lead) or division.NOT_PRINTED,
            labels.day_words(item.due) if item.due else division.due_words(item),
            str(labels.STATES[item.state]),
        )
        for number, item in enumerate(items, 1)
    ]


def name(clause: Clause) -> str:
    """Number and title; where no title is printed, how the text begins."""
    return f"{clause.label} {clause.title or clause.text[:40]}".strip()


def _reminder_words(items: Sequence[Item], overdue: int, soon: int, on: date) -> str:
    plans = "、".join(dict.fromkeys(f"《{item.clause.plan.title}》" for item in items))
    counts = "，".join(
        words for words, count in ((f"已逾期{overdue}项", overdue), (f"30日内到期{soon}项", soon)) if count
    )
    return f"根据{plans}，截至{labels.day_words(on)}，贵单位承担的任务中{counts}，具体如下："
