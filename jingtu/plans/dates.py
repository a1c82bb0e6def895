"""Deadlines in a text: by a day, within a span after an event, every so often, during a stretch of time."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from jingtu.plans.model import Deadline, Deadlines
from jingtu.plans.numerals import to_number
from jingtu.plans.simplified import simplified

YEAR = r"(?P<y>20\d\d)\s*年?度?\s*"
MONTH = r"(?P<m>\d{1,2})\s*月\s*份?\s*"
CN = "[一二两三四五六七八九十]"
END = r"(?:底|末)"
BEFORE = r"(?:之前|以前|前)"
# Cheap test first: without one of these signs a text has no deadline.
TIME = re.compile("[年月日天周週期底末內内季前時时]|常态|常態|立即|即時|長期|长期")
# A year inside a title or a document number is no date.
QUOTED = re.compile(r"《[^《》]*》|[〔\[（(]\s*\d{4}\s*[〕\]）)]\s*\d+\s*号|20\d\d\s*年\s*第\s*\d+\s*号")
CLAUSE_END = "，。；：,;\n"
YEAR_IN_FRONT = re.compile(
    r"(?:(?<=[。；，\n])|^)(?P<y>20\d\d)\s*年(?![度阶底末前起以内\-—~\d土行计工任目]|至(?!少)|\s*\d)"
)
MONTHS = re.compile(
    r"(?P<y>20\d\d)\s*年\s*(?P<m>\d{1,2})\s*(?:月份?)?\s*[-—~－至到]\s*(?P<z>\d{1,2})\s*月份?(?!\s*[底末前\d])"
)
DAYS_BEFORE_EVENT = re.compile(
    r"(?P<event>[^，。；：、,;\n\d每月年]{2,30}?\d{1,3}\s*(?:个工作日|日|天|个月))前(?![\d])"
)
WORD_BEFORE_EVENT = re.compile(".*(?:应当?在|应于|须在|必须在|[在自于从])")
WORD_BEHIND_EVENT = re.compile("(?:应当|应该|应|必须|须|要)?(?:在|于|自)?$")
FIVE_YEARS = {"十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026, "十六五": 2031}
PERIODS = (
    (re.compile("每半年|每六个月"), "P6M"),
    (re.compile("每(?:个)?季度?|按季度?|逐季度?|季度(?=报送|调度)"), "P3M"),
    (re.compile("每(?:个)?月|按月|逐月"), "P1M"),
    (re.compile("每周|按周"), "P1W"),
    (re.compile("每[日天]|按日"), "P1D"),
    (re.compile("每年度?|按年度?|逐年度?(?=开展|报送|更新)|年度(?=报告一次)"), "P1Y"),
)
EVERY_FEW = re.compile(f"每(?P<n>{CN}|\\d)\\s*(?P<u>年|个?月|周)")
WINDOW = re.compile(
    f"\\s*(?:\\d{{1,2}}\\s*(?:月份?)?\\s*[-—~－至到、]\\s*\\d{{1,2}}\\s*月份?"
    f"|(?:末月|末|\\d{{1,2}}\\s*月)?\\s*\\d{{1,2}}\\s*[日号]{BEFORE}?|\\d{{1,2}}\\s*月(?:{END}|份)?{BEFORE}?|年?{END}{BEFORE}?|第?[一二三四]季度)"
)
WITHIN = re.compile(
    f"(?P<event>[^，。；：,;\\n]{{0,40}}?)(?:之日起|之后|以后|后|起)?\\s*(?P<n>\\d{{1,3}}|半|{CN}{{1,3}})\\s*个?(?P<u>工作日|年|月|日|天|周|小时)之?内"
)
DURATION = {"年": "P{}Y", "月": "P{}M", "日": "P{}D", "天": "P{}D", "周": "P{}W", "小时": "PT{}H"}
BEFORE_EVENT = re.compile(
    "(?P<event>[^，。；：,;\\n\\d]{1,40}?[^目当此日提以之事眼空午])前(?=应|须|必须|要|完成|依法|落实|按|向"
    "|，(?:完成|依法|落实)|，[^，。；：,;\\n]{0,12}?(?:应|须|要))"
)


@dataclass(frozen=True)
class Found:
    """A deadline and where in the text it stands."""

    start: int
    end: int
    deadline: Deadline


def deadlines(text: str, year: int | None, *, labelled: bool = False) -> list[Found]:
    """All deadlines of a text, in order. ``year`` is that of the plan, for 年底前; ``labelled`` says that the text
    follows a label such as 完成时限, where a bare month is a deadline too."""
    if not TIME.search(text):
        return []
    shadow = simplified(text)
    taken = [match.span() for match in QUOTED.finditer(shadow)]
    found: list[Found] = []
    for pattern, read in READERS + (LABELLED if labelled else ()):
        for match in pattern.finditer(shadow):
            deadline = read(match, year) if _free(match, taken) else None
            if deadline is not None:
                taken.append(match.span())
                found.append(Found(*match.span(), _with_phrase(deadline, text, match)))
    return sorted(found, key=lambda one: one.start)


def _free(match: re.Match[str], taken: list[tuple[int, int]]) -> bool:
    start = (
        match.start("event") + len(match["event"])
        if "event" in match.re.groupindex and match["event"]
        else match.start()
    )
    return all(match.end() <= begin or start >= end for begin, end in taken)


def _with_phrase(deadline: Deadline, text: str, match: re.Match[str]) -> Deadline:
    return Deadline(deadline.kind, deadline.date, deadline.period, deadline.event, phrase(text, *match.span()))


def phrase(text: str, start: int, end: int) -> str:
    """The clause around a place; with the next clause where it is hardly longer than the place."""
    begin = max((text.rfind(sign, 0, start) for sign in CLAUSE_END), default=-1) + 1
    stop = _stop(text, end)
    if stop - begin <= end - start + 3 and stop < len(text) and text[stop] in "，,":
        stop = _stop(text, stop + 1)
    return text[begin:stop].strip()


def _stop(text: str, start: int) -> int:
    return min((place for sign in CLAUSE_END if (place := text.find(sign, start)) >= 0), default=len(text))


def _by(day: date | None) -> Deadline | None:
    return Deadline(Deadlines.BY, day.isoformat(), None, None, "") if day else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_end(year: int | None, month: int) -> date | None:
    return date(year, month, calendar.monthrange(year, month)[1]) if year and 1 <= month <= 12 else None


def _number(match: re.Match[str], name: str) -> int:
    return to_number(match[name])


def _year_of(match: re.Match[str], year: int | None) -> int | None:
    return int(match["y"]) if match["y"] else year


def _read_day(match: re.Match[str], year: int | None) -> Deadline | None:
    named = _year_of(match, year)
    return _by(_day(named, int(match["m"]), int(match["d"]))) if named else None


def _read_month_end(match: re.Match[str], year: int | None) -> Deadline | None:
    return _by(_month_end(_year_of(match, year), int(match["m"])))


def _read_before_month(match: re.Match[str], year: int | None) -> Deadline | None:
    first = _day(_year_of(match, year) or 0, int(match["m"]), 1)
    return _by(first - timedelta(days=1)) if first else None


def _read_year_end(match: re.Match[str], year: int | None) -> Deadline | None:
    return _by(_month_end(_year_of(match, year), 12))


def _read_before_year(match: re.Match[str], year: int | None) -> Deadline | None:
    return _by(_month_end(int(match["y"]) - 1, 12))


def _read_quarter(match: re.Match[str], year: int | None) -> Deadline | None:
    month = 6 if match["half"] else 3 * _number(match, "q")
    return _by(_month_end(_year_of(match, year), month))


def _read_relative_year_end(match: re.Match[str], year: int | None) -> Deadline | None:
    return _by(_month_end(year, 12)) or Deadline(Deadlines.BY, None, None, None, "")


def _read_every(period: str) -> Callable[[re.Match[str], int | None], Deadline]:
    def read(match: re.Match[str], year: int | None) -> Deadline:
        window = WINDOW.match(match.string, match.end())
        return Deadline(Deadlines.EVERY, None, period, window.group().strip() if window else None, "")

    return read


def _read_every_few(match: re.Match[str], year: int | None) -> Deadline:
    return Deadline(Deadlines.EVERY, None, DURATION[match["u"][-1]].format(_number(match, "n")), None, "")


def _read_regularly(match: re.Match[str], year: int | None) -> Deadline:
    return Deadline(Deadlines.EVERY, None, None, None, "")


def _read_within(match: re.Match[str], year: int | None) -> Deadline:
    event = WORD_BEFORE_EVENT.sub("", WORD_BEHIND_EVENT.sub("", match["event"])).strip() or None
    written = DURATION.get(match["u"])  # working days are no span of the calendar: the phrase says them
    half = match["n"] == "半"
    period = "P6M" if half else written and written.format(_number(match, "n"))
    return Deadline(Deadlines.WITHIN, None, period, event, "")


def _during(start: int, end: int | None) -> Deadline:
    return Deadline(Deadlines.DURING, None, f"{start}-01-01/{f'{end}-12-31' if end else '..'}", None, "")


def _read_since(match: re.Match[str], year: int | None) -> Deadline:
    return _during(int(match["y"]), None)


def _read_span(match: re.Match[str], year: int | None) -> Deadline | None:
    return _during(int(match["y"]), int(match["z"])) if int(match["y"]) < int(match["z"]) else None


def _read_five_years(match: re.Match[str], year: int | None) -> Deadline:
    start = FIVE_YEARS[match["five"]]
    return _during(start, start + 4)


def _read_months(match: re.Match[str], year: int | None) -> Deadline | None:
    first, last = _day(int(match["y"]), int(match["m"]), 1), _month_end(int(match["y"]), int(match["z"]))
    return Deadline(Deadlines.DURING, None, f"{first}/{last}", None, "") if first and last and first < last else None


def _read_whole_year(match: re.Match[str], year: int | None) -> Deadline:
    return _during(year, year) if year else Deadline(Deadlines.DURING, None, None, match.group(), "")


def _read_year(match: re.Match[str], year: int | None) -> Deadline:
    return _during(int(match["y"]), int(match["y"]))


def _read_before_event(match: re.Match[str], year: int | None) -> Deadline:
    return Deadline(
        Deadlines.BY,
        None,
        None,
        WORD_BEFORE_EVENT.sub("", match["event"]) + match.string[match.end("event") : match.end()],
        "",
    )


def _read_standing(match: re.Match[str], year: int | None) -> Deadline:
    return Deadline(Deadlines.DURING, None, None, match.group(), "")


Reader = Callable[[re.Match[str], int | None], Deadline | None]
NO_YEAR = r"(?<![\d年每])(?<!每年)"
READERS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (re.compile(f"(?:{YEAR})?{MONTH}(?P<d>\\d{{1,2}})\\s*[日号]\\s*{BEFORE}"), _read_day),
    (re.compile(f"(?:到|至|截至|截止到?|于)\\s*{YEAR}{MONTH}(?P<d>\\d{{1,2}})\\s*[日号]"), _read_day),
    (re.compile(r"(?P<y>20\d\d)\s*年?\s*[-—~－至到]\s*(?P<z>20\d\d)\s*年"), _read_span),
    (MONTHS, _read_months),
    (re.compile(f"{YEAR}{MONTH}{END}{BEFORE}?"), _read_month_end),
    (re.compile(f"(?P<y>(?!))?{NO_YEAR}{MONTH}{END}{BEFORE}"), _read_month_end),
    (re.compile(f"{YEAR}{MONTH}{BEFORE}"), _read_before_month),
    (re.compile(f"(?:到|至|截至|截止到?)\\s*{YEAR}{MONTH}(?!\\d)"), _read_month_end),
    (re.compile(f"{YEAR}(?:(?P<half>上半年)|第?(?P<q>[一二三四1-4])季度){END}?{BEFORE}?"), _read_quarter),
    (re.compile(f"{YEAR}年?{END}{BEFORE}?"), _read_year_end),
    (re.compile(f"(?:到|至|截至|截止到?)\\s*{YEAR}(?=[，,、]|[^\\d\\s\\-—~至到])(?!以来|起)"), _read_year_end),
    (re.compile(f"{YEAR}{BEFORE}"), _read_before_year),
    (re.compile(f"(?:自|从)?\\s*{YEAR}(?:起|以来|开始)"), _read_since),
    (
        re.compile(
            f"(?<![一-龥\\d])(?:今|本|当)?年{END}{BEFORE}|(?<=[。；，、])年内|(?:今|本|当)年(?:内|{END})(?:{BEFORE})?"
        ),
        _read_relative_year_end,
    ),
    *((pattern, _read_every(period)) for pattern, period in PERIODS),
    (EVERY_FEW, _read_every_few),
    (
        re.compile("(?<!不)定期(?=召开|开展|对|组织|报|公布|发布|调度|通报|研究|检查|更新|监测|巡查|评估|将)"),
        _read_regularly,
    ),
    (WITHIN, _read_within),
    (re.compile('[“"]?(?P<five>十[二三四五六]五)[”"]?(?:期间|时期|末)'), _read_five_years),
    (
        re.compile(
            r"(?<![\d—\-至])(?P<y>20\d\d)\s*年度?(?=[，,]|积极|全面|组织|继续|启动|开展|完成|力争|持续|重点(?:推进|开展)|计划)"
        ),
        _read_year,
    ),
    (YEAR_IN_FRONT, _read_year),
    (re.compile("(?<![一-龥])全年(?!度)"), _read_whole_year),
    (DAYS_BEFORE_EVENT, _read_before_event),
    (BEFORE_EVENT, _read_before_event),
)
LABELLED: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (re.compile(f"{YEAR}{MONTH}(?P<d>\\d{{1,2}})\\s*[日号]"), _read_day),
    (re.compile(f"{YEAR}{MONTH}"), _read_month_end),
    (re.compile("(?P<y>20\\d\\d)\\s*年"), _read_year_end),
    (re.compile("长期(?:坚持|推进)?|持续(?:推进|实施|开展)?|常年|全年|常态化(?:推进|开展)?|立即|即时"), _read_standing),
)
