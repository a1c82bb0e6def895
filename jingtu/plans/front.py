"""What stands before the first chapter and behind the last clause: title, number, issuer, date, letter, annexes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from jingtu.plans.marks import CONTENTS, Mark, mark
from jingtu.plans.numerals import SIGNS, to_number
from jingtu.plans.simplified import simplified
from jingtu.plans.traced import Traced

TITLE = re.compile(
    "(?:计划|方案|规划|要点|意见|办法|行动|纲要|实施细则|(?:任务|工作|责任|措施)清单|(?:任务|工作)?(?:分解|分工)表)(?:[（(][^（）()]{1,20}[）)])?$"
)
NO_TITLE = re.compile("[。；：]|^\\d|保障|通知|^关于|^附件|的函$|^现将")
LONGEST_TITLE = 60
NUMBER = re.compile(r"[\u3400-\u9fffA-Za-z]{1,12}\s*[〔\[（(【]\s*(?P<year>\d{4})\s*[〕\]）)】]\s*第?\s*\d{1,4}\s*号")
DAY = re.compile(
    f"(?P<y>\\d{{4}}|[{SIGNS}]{{4}})\\s*年\\s*(?P<m>\\d{{1,2}}|[{SIGNS}]{{1,3}})\\s*月\\s*(?P<d>\\d{{1,2}}|[{SIGNS}]{{1,3}})\\s*日"
)
BODY = re.compile(
    "^[\u3400-\u9fff、（）]{2,30}?(?:人民政府|办公室|办公厅|委员会|领导小组|指挥部|[局厅委部院]|管委会|分局)(?:文件)?$"
)
TAIL = re.compile(
    "^(?:抄送|抄报|分送|主题词|附件|附表|附图|附录|附[:：]|名词解释|信息公开|公开方式|公开属性|政策解读|[（(]此件|[（(]联系人|[（(]本文)"
)
GOAL = re.compile("(?:总体要求|指导思想|总体目标|工作目标|主要目标|主要指标)(?:[：:]|$)")
LETTER = re.compile("(?:现将|关于印发)《(?P<a>[^《》]+)》|关于印发(?P<b>[^《》]+?)的通知")
ISSUED = re.compile(
    "(?:^|[\\s：:】])(?P<issuer>[\u3400-\u9fff]{3,25}(?:人民政府|办公室|办公厅|委员会|[局厅]))\\s*关于印发"
)
DATED = re.compile("(?:[\u3400-\u9fff、]{2,30}(?:政府|办公室|办公厅|委员会|[局厅]))?(?:印发|发布)?$")
ANNEX = re.compile("(?:附件|附表|附图|附录|附)\\s*\\d{0,2}\\s*[:：.．]?")
CLOSING = re.compile("抄送|抄报|分送|主题词|\\d{1,2}[.、．]|[（(](?:此件|联系人|本文)|信息公开|公开")
SIGNED = re.compile("印发$|^[（(]此件")
PLACE = re.compile(
    r"^(?:20\d\d年(?:度)?)?(?P<place>(?:[\u3400-\u9fff]{1,10}?(?:自治区|自治州|自治县|新区|开发区|[省市县区州盟旗](?![域划市县区])))"
    r"(?:[\u3400-\u9fff]{1,5}?(?:自治州|自治县|新区|开发区|[市县区州盟旗](?![域划市县区]))){0,2})"
)
YEAR = re.compile(r"(20\d\d)\s*(?:[-—－~至到]+\s*20\d\d\s*)?年")


@dataclass(frozen=True)
class Divided:
    """The document in three: before the first chapter, the clauses, behind the last clause. ``again`` is the title
    of a second plan in the same file."""

    front: tuple[Traced, ...]
    body: tuple[Traced, ...]
    tail: tuple[Traced, ...]
    again: Traced | None = None


def missing_annex(divided: Divided) -> Traced | None:
    """The annex that the end of the plan names, if nothing but its name is in the file."""
    named = [piece for piece in divided.tail if ANNEX.match(simplified(piece.text))]
    others = [piece for piece in divided.tail if piece not in named and not _is_closing(piece.text)]
    return named[0] if named and not others else None


@dataclass(frozen=True)
class Facts:
    title: str | None
    doc_number: str | None
    issuer: str | None
    date: date | None
    place: str | None
    year: int | None


def divide(paragraphs: Sequence[Traced]) -> Divided:
    """Find where the clauses begin and end."""
    titles = list(_titles(paragraphs))
    start = _first_item(paragraphs, titles[0] + 1 if titles else 0)
    end = _tail_start(paragraphs, start)
    again = next((paragraphs[number] for number in titles if start < number < end), None)
    return Divided(tuple(paragraphs[:start]), tuple(paragraphs[start:end]), tuple(paragraphs[end:]), again)


def _titles(paragraphs: Sequence[Traced]) -> Iterator[int]:
    """Title lines that are soon followed by a first chapter."""
    for number, piece in enumerate(paragraphs):
        if not is_title(piece.text):
            continue
        soon = [later.text for later in paragraphs[number + 1 : number + 8] if not CONTENTS.search(later.text)]
        first = next((text for text in soon if mark(text) or GOAL.match(simplified(text))), None)
        found = mark(first) if first else None
        if first is not None and (found is None or found.number == 1):
            yield number


def is_title(text: str) -> bool:
    shadow = simplified(text.strip())
    return (
        4 < len(shadow) <= LONGEST_TITLE
        and bool(TITLE.search(shadow))
        and not NO_TITLE.search(shadow)
        and not mark(shadow)
    )


def _first_item(paragraphs: Sequence[Traced], after: int) -> int:
    """The first numbered paragraph that is no line of contents, or the goals without a number before it."""
    for number in range(after, len(paragraphs)):
        text = paragraphs[number].text
        if (mark(text) or GOAL.match(simplified(text))) and not CONTENTS.search(text):
            return number
    return len(paragraphs)


def _tail_start(paragraphs: Sequence[Traced], start: int) -> int:
    """The first annex or 抄送 line behind which no chapter goes on, less the signature before it."""
    end = next(
        (number for number in range(start, len(paragraphs)) if _is_tail(paragraphs, start, number)), len(paragraphs)
    )
    while end > start + 1 and _is_signature(paragraphs[end - 1].text):
        end -= 1
    return end


def _is_tail(paragraphs: Sequence[Traced], start: int, number: int) -> bool:
    if not TAIL.match(simplified(paragraphs[number].text)):
        return False
    style = mark(paragraphs[start].text)
    last = [
        found.number for found in map(_mark, paragraphs[start:number]) if found and style and found.style is style.style
    ]
    later = (found for found in map(_mark, paragraphs[number + 1 :]) if found and style and found.style is style.style)
    return not any(found.number == last[-1] + 1 for found in later if last)


def _mark(piece: Traced) -> Mark | None:
    return mark(piece.text)


def _is_signature(text: str) -> bool:
    shadow = simplified(text.strip())
    return bool(DAY.fullmatch(shadow) or SIGNED.search(shadow) or BODY.match(shadow)) and len(shadow) <= 40


def _is_closing(text: str) -> bool:
    """Signature, copies, the list of annexes: what stands behind a plan besides the annexes themselves."""
    return _is_signature(text) or bool(CLOSING.match(simplified(text))) or BODY.match(simplified(text)) is not None


def facts(divided: Divided) -> Facts:
    """Title, number, issuer, date, place and year; None where nothing is printed."""
    printed = [_tight(piece.text) for piece in divided.front]
    lines = [simplified(line) for line in printed]
    title = _last([text for text, line in zip(printed, lines, strict=True) if is_title(line)]) or _from_letter(printed)
    day = _date(lines) or _date([_tight(simplified(piece.text)) for piece in divided.tail])
    issuer = _issuer([piece.text for piece in divided.front])
    return Facts(title, _doc_number(printed), issuer, day, _place(title, issuer), _year(title, day, divided))


def _tight(text: str) -> str:
    """Without white space: a title may be spaced out."""
    return re.sub(r"\s", "", text)


def _last(items: Sequence[str]) -> str | None:
    return items[-1] if items else None


def _from_letter(lines: Sequence[str]) -> str | None:
    """The name of the plan in 关于印发《…》的通知, where the plan itself prints no title."""
    for line in lines:
        named = LETTER.search(simplified(line))
        if named:
            group = named.lastgroup or "a"
            return line[named.start(group) : named.end(group)]
    return None


def _doc_number(lines: Sequence[str]) -> str | None:
    """A line that is a document number; behind it issuer and 关于…的通知 may run on."""
    for line in lines:
        found = NUMBER.match(simplified(line))
        if found and re.match("$|.{0,30}(?:政府|办公室|关于)", found.string[found.end() :]):
            return line[: found.end()]
    return None


def _issuer(lines: Sequence[str]) -> str | None:
    """The bodies in the head of the letter, several divided by 、, or the one in front of 关于印发…的通知."""
    block: list[str] = []
    for line in lines:
        letter = ISSUED.search(simplified(line))
        if BODY.match(simplified(_tight(line))):
            block.append(_tight(line).removesuffix("文件"))
        elif block:
            break
        elif letter:
            return line[letter.start("issuer") : letter.end("issuer")]
    return "、".join(dict.fromkeys(block)) or None


def _date(lines: Sequence[str]) -> date | None:
    """The last line that is a date, or the date of printing."""
    found = [
        match for line in lines for match in [DAY.search(line)] if match and DATED.match(DAY.sub("", line, count=1))
    ]
    for match in reversed(found):
        try:
            return date(to_number(match["y"]), to_number(match["m"]), to_number(match["d"]))
        except ValueError:
            continue
    return None


def _place(title: str | None, issuer: str | None) -> str | None:
    """The place of the title, with the higher levels that the issuer's name adds."""
    named, full = _place_in(title), _place_in(issuer)
    if named is None or (full or "").endswith(named):
        return full
    return named


def _place_in(text: str | None) -> str | None:
    found = PLACE.match(simplified(text or ""))
    return text[found.start("place") : found.end("place")] if found and text else None


def _year(title: str | None, day: date | None, divided: Divided) -> int | None:
    """The year of the title, else of the date, else the only one the text sets dates in."""
    named = YEAR.search(title or "")
    if named:
        return int(named[1])
    if day:
        return day.year
    opening = next(
        (
            found
            for piece in (*divided.front[-1:], *divided.body[:3])
            if (found := re.match(r"\s*(20\d\d)\s*年", piece.text))
        ),
        None,
    )
    return int(opening[1]) if opening else _only_year(divided)


def _only_year(divided: Divided) -> int | None:
    text = "".join(piece.text for piece in divided.body)
    years = {int(found[1]) for found in re.finditer(r"(20\d\d)\s*年\s*(?:底|末|年底|\d{1,2}月底)", text)}
    return years.pop() if len(years) == 1 else None
