"""Targets in a text: a quantity, a comparator and a number, or a superior's number that the text points to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jingtu.plans.dates import Found, phrase
from jingtu.plans.model import Deadlines, Target
from jingtu.plans.numerals import to_number
from jingtu.plans.simplified import simplified

UNITS = (
    "%|个百分点|万亩|万公顷|平方公里|公里|亩|公顷|万吨|吨|家次|家|个|处|座|项|人次|次|场次|场|期|套|台|口|眼|份|批次|批"
    "|所|户|件|名|块|轮|万元|亿元|倍|微克/立方米|微克每立方米|毫克/千克|毫克/升"
)
NUMBER = re.compile(
    f"(?<![\\d.第])(?P<v>\\d+(?:\\.\\d+)?)\\s*(?P<u>{UNITS})(?:（?含）?)?(?P<post>及?以上|左右|上下|以内|及?以下)?"
)
CN = "[一二两三四五六七八九十]{1,3}"
CN_NUMBER = re.compile(
    "(?:(?:至少|不少于|不低于|每年|每季度|每半年|每月)[^，。；,;\\d]{0,20}?|(?:开展|组织|举办|召开|进行|检测|监测|巡查|排查|检查|评估|培训))"
    f"(?<!第)(?P<v>{CN})\\s*(?P<u>次|个|家|项|场次?|期|处|批次?|轮)(?![一-龥]?级|性)"
)
CLASSES = re.compile("(?:划分?|分|归)为[^。；\\d]{0,40}?(?P<v>[二两三四五六七八九十])\\s*个?(?P<u>类别|等级|级别|类型)")
ZERO_GROWTH = re.compile("(?P<q>[^，。；,;]*?)(?:实现|达到|保持)?零增长")
SUPERIOR = "(?:(?:国家|中央|自治区|上级|省市|省|市|州|区|县|盟)(?:级|里|委市政府)?[、和及或]?){1,3}"
HANDED_DOWN = re.compile(
    f"(?P<cmp>完成|达到|落实)(?:好)?(?P<ref>{SUPERIOR}[^，。；、,;]{{0,8}}?(?:下达|分解|交办))(?:我[省市县区州旗])?的?(?P<q>[^。；,;]*?)(?=[，。；,;]|$)"
)
AS_ASKED = re.compile(
    f"(?P<q>[^，。；,;]{{2,60}}?)(?:均|分别|全部|全面)?(?:达到|满足|符合|完成|不得?低于|不得?超过|不得?高于|控制在)"
    f"(?P<ref>{SUPERIOR}(?:下达|考核|确定|规定|核定|明确|有关|相关)?的?(?:年度)?(?:目标|考核|任务)?(?:要求|指标|任务|目标))"
)
MEASURED = re.compile("率|总量|排放量|面积|比例|指标|比重|达标|水质")
OWN_VERB = re.compile("(?:提高|下降|降低|减少|削减|增长|改善|上升)$")
LIMITED = re.compile("排放|用量|使用量|浓度|强度")
ACTION = re.compile(
    "完成|建设|建成|新建|新增|开展|实施|整治|治理|达到?|实现|不少于|推进|落实|布设|设置|监测|采集|培训|排查|淘汰|减少|削减|安装|编制"
    "|申报|组织|力争|确保|不低于|至少|不超过|创建|打造|培育|推广|储备|以上|左右"
)
BANNED = re.compile("严禁|禁止|不得")
# Words in front of the number -> comparator; the first that occurs decides. Words behind it go before these.
COMPARATORS = (
    ("浓度达到?$", "<="),
    ("不低于|不少于|不小于|至少|不得低于|不得少于", ">="),
    ("不超过|不高于|不大于|不多于|控制在|压减到|降至|降到|下降到", "<="),
    ("超过|高于|大于|突破", ">"),
    ("低于|小于|少于", "<"),
    ("达|完成|提高到|提升到|提高至|提升至|增加到|保持在|稳定在|下降|降低|减少|削减|提高|提升|力争", ">="),
)
BEHIND = {"以上": ">=", "及以上": ">=", "左右": "~", "上下": "~", "以内": "<=", "以下": "<=", "及以下": "<="}
TRIM = re.compile(
    "(?:均|分别|总体|稳定|力争|确保|要|应|应当|须|基本|全部|进一步|总数|数量)*(?:不得?(?:低于|少于|小于|超过|高于|大于)|至少|达到?|完成|保持在|稳定在|控制在"
    "|提高到|提升到|提高至|提升至|超过|高于|低于|大于|小于|为|是|约|各|在)?$"
)
DATE_IN_FRONT = re.compile(
    r"^(?:(?:到|至|截至)?\s*20\d\d\s*年(?:\s*\d{1,2}\s*月)?(?:\s*\d{1,2}\s*[日号])?(?:底|末|内)?前?|\d{1,2}月(?:\d{1,2}[日号]|底|末)前?|年(?:底|末|内)前?)?\s*"
)
LEADING = re.compile(
    "^(?:[（(]\\d{1,2}[）)]|[①-⑳]|\\d{1,2}[.、])?(?:实现|确保|力争|（?其中|主要指标：?|全年|同时|并|的|完成|做到|使)*"
)
RUN = re.compile(
    "(?P<apart>分别)(?P<verb>[^\\d，。；]{0,12})(?P<numbers>\\d+(?:\\.\\d+)?\\s*%?(?:以上|左右)?(?:[、和与]\\s*\\d+(?:\\.\\d+)?\\s*%(?:以上|左右)?)+)"
)
AGAIN = re.compile("每(?:[两三]?年|半年|个?季|个?月|周|日|天)")
AND = re.compile("以及|[及和与、]")


def targets(text: str, dates: Sequence[Found], *, otherwise: str | None = None) -> list[Target]:
    """All targets of a text, in order; ``dates`` are its deadlines, each target is due by the one it stands under, or
    by the day ``otherwise`` that the responsibility line sets for the whole unit."""
    shadow = simplified(text)
    found = [(place, target) for finder in FINDERS for place, target in finder(shadow, text)]
    found.sort(key=lambda one: one[0])
    return [_due(target, _due_day(shadow, place, dates) or otherwise) for place, target in found]


def _due(target: Target, day: str | None) -> Target:
    return Target(target.quantity, target.comparator, target.value, target.unit, day, target.reference, target.phrase)


def _due_day(text: str, place: int, dates: Sequence[Found]) -> str | None:
    """The last day named before, within the sentence; else the only one behind, within the half sentence. A yearly
    figure (年度…率) is due only by a day that stands in front of the whole sentence, not by that of another act."""
    clause = slice(*_clause(text, place, place))
    again = bool(AGAIN.search(text[clause]))
    start = clause.start if again else max(text.rfind(sign, 0, place) for sign in "。！？\n") + 1
    before = [one for one in dates if start <= one.start <= place and _last_day(one)]
    if text.startswith("年度", clause.start):
        before = [one for one in before if text[one.end : one.end + 1] == "，"]
    if before:
        return _last_day(before[-1])
    stop = min((at for sign in "。；\n" if (at := text.find(sign, place)) >= 0), default=len(text))
    if again:
        return None
    behind = [one for one in dates if place < one.start < stop and one.deadline.date]
    return behind[0].deadline.date if len(behind) == 1 else None


def _last_day(found: Found) -> str | None:
    """The day a deadline ends; a stretch of time ends on its last day."""
    deadline = found.deadline
    if deadline.kind is Deadlines.DURING and deadline.period and not deadline.period.endswith(".."):
        return deadline.period.partition("/")[2]
    return deadline.date


Place = tuple[int, Target]


def _clause(shadow: str, start: int, end: int) -> tuple[int, int]:
    begin = max(shadow.rfind(sign, 0, start) for sign in "，。；：,;\n") + 1
    stop = min((at for sign in "，。；,;\n" if (at := shadow.find(sign, end)) >= 0), default=len(shadow))
    return begin, stop


def _numbers(shadow: str, text: str) -> Iterator[Place]:
    for match in NUMBER.finditer(shadow):
        begin, stop = _between_numbers(shadow, match)
        clause = shadow[slice(*_clause(shadow, *match.span()))]
        if BANNED.search(clause) or _quoted(shadow, match.start()) or (match["u"] != "%" and not ACTION.search(clause)):
            continue
        front, _, behind = clause.partition(match.group())
        comparator = _comparator(front, match["post"], behind)
        shared = _shared(shadow, text, match)
        for quantity in [shared] if shared else _quantities(_quantity(text, begin, match, stop)):
            yield (
                match.start(),
                Target(quantity, comparator, match["v"], match["u"], None, None, phrase(text, *match.span())),
            )


def _between_numbers(shadow: str, match: re.Match[str]) -> tuple[int, int]:
    """The part of a clause that is about this number: 112 个基础点位及 | 19 个监控点位."""
    begin, stop = _clause(shadow, *match.span())
    earlier = [one.end() for one in NUMBER.finditer(shadow, begin, match.start())]
    later = NUMBER.search(shadow, match.end(), stop)
    if earlier:
        begin = max((one.end() for one in AND.finditer(shadow, earlier[-1], match.start())), default=earlier[-1])
    if later:
        stop = max((one.start() for one in AND.finditer(shadow, match.end(), later.start())), default=later.start())
    return begin, stop


def _shared(shadow: str, text: str, match: re.Match[str]) -> str | None:
    """The quantity of one of several numbers that share their words: A率和B率分别达到90%和95%."""
    begin, stop = _clause(shadow, *match.span())
    run = RUN.search(shadow, begin, stop)
    if run is None or not run.start("numbers") <= match.start() < run.end("numbers"):
        return None
    number = len(NUMBER.findall(shadow, run.start("numbers"), match.end())) - 1
    words, _, tail = text[begin : run.start("apart")].partition("等")
    tail += text[run.start("verb") : run.end("verb")] if OWN_VERB.search(run["verb"]) else ""
    names = AND.split(words)
    if len(names) != len(NUMBER.findall(shadow, run.start("numbers"), run.end("numbers"))):
        return _trimmed(words + tail)
    return _trimmed(names[number]) + tail


def _quoted(text: str, place: int) -> bool:
    return text.count("《", 0, place) > text.count("》", 0, place)


def _comparator(front: str, post: str | None, behind: str) -> str:
    """By the word right behind the number, else by the words in front; 完成 may stand behind (15家完成排查)."""
    if post in BEHIND:
        return BEHIND[post]
    return next((sign for words, sign in COMPARATORS if re.search(words, front)), ">=" if "完成" in behind else "=")


def _quantity(text: str, begin: int, match: re.Match[str], stop: int) -> str:
    """The words in front of the number; where the number stands before its noun, those behind it too."""
    front = _trimmed(text[begin : match.start()])
    behind = text[match.end() : stop].removeprefix("的").strip()
    if match["u"] != "%" or text[match.end() : match.end() + 1] == "的":
        return (front + behind) or match.group()
    if len(front) > 1:
        return front
    earlier, _ = _clause(text, max(begin - 1, 0), begin)
    return _trimmed(text[earlier : max(begin - 1, 0)]) or behind or match.group()


def _trimmed(words: str) -> str:
    words = words.strip()
    words = words[: len(TRIM.sub("", simplified(words)))]
    words = words[len(words) - len(DATE_IN_FRONT.sub("", simplified(words))) :]
    words = words[len(words) - len(LEADING.sub("", simplified(words))) :]
    return words.replace("至少", "").strip("“”，、： ")


def _quantities(words: str) -> list[str]:
    """Each of several rates that share a number: A率和B率均达到95%."""
    parts = re.split("(?<=率)[和、及与]", words)
    return parts if len(parts) > 1 and all(part.endswith("率") for part in parts) else [words]


def _chinese_numbers(shadow: str, text: str) -> Iterator[Place]:
    for match in CN_NUMBER.finditer(shadow):
        begin, stop = _clause(shadow, *match.span())
        front = shadow[begin : match.start("v")]
        quantity = _trimmed(text[begin : match.start("v")]) + text[match.end() : stop]
        least = re.search("至少|不少于|不低于", front)
        yield (
            match.start(),
            Target(
                quantity,
                ">=" if least else "=",
                str(to_number(match["v"])),
                match["u"],
                None,
                None,
                phrase(text, *match.span()),
            ),
        )


def _classes(shadow: str, text: str) -> Iterator[Place]:
    for match in CLASSES.finditer(shadow):
        begin, _ = _clause(shadow, *match.span())
        yield (
            match.start(),
            Target(
                text[begin : match.end()],
                "=",
                str(to_number(match["v"])),
                match["u"],
                None,
                None,
                text[begin : match.end()],
            ),
        )


def _zero_growth(shadow: str, text: str) -> Iterator[Place]:
    for match in ZERO_GROWTH.finditer(shadow):
        words = match["q"]
        both = [f"{noun}使用量" for noun in ("化肥", "农药") if noun in words]
        for quantity in both or [_trimmed(text[match.start("q") : match.end("q")]) or match.group()]:
            yield match.end() - 3, Target(quantity, "<=", "0", "%", None, None, phrase(text, *match.span()))


def _references(shadow: str, text: str) -> Iterator[Place]:
    asked = list(AS_ASKED.finditer(shadow))
    for match in HANDED_DOWN.finditer(shadow):
        if not any(other.start("ref") == match.start("ref") for other in asked):
            yield match.start(), _reference(match, text)
    for match in asked:
        words = text[match.start("q") : match.end("q")]
        named = re.split("、", words)
        for name in (part for one in (named if len(named) > 1 else [words]) for part in _quantities(one)):
            if MEASURED.search(simplified(name)) and not OWN_VERB.search(simplified(name)):
                yield match.start(), _reference(match, text, name)


def _reference(match: re.Match[str], text: str, quantity: str | None = None) -> Target:
    words = _trimmed(quantity if quantity is not None else text[match.start("q") : match.end("q")])
    limited = LIMITED.search(simplified(words)) or match.string[: match.start("ref")].endswith(
        ("控制在", "超过", "高于")
    )
    comparator = "<=" if limited else ">="
    reference = text[match.start("ref") : match.end("ref")]
    return Target(words, comparator, None, None, None, reference, phrase(text, match.start("ref"), match.end("ref")))


FINDERS = (_numbers, _chinese_numbers, _classes, _zero_growth, _references)
