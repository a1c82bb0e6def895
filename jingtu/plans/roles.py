"""What a responsibility line says: bodies by role, lists left open by 等, bodies added to all later units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from jingtu.plans.brackets import CLOSING, OPENING, pairs, split_outside
from jingtu.plans.marks import LABEL
from jingtu.plans.model import Role
from jingtu.plans.responsibility import SURE, is_responsibility
from jingtu.plans.simplified import simplified

# Word in the marker behind a list of names -> role; the first that occurs decides.
MARKED = (
    ("牵头|主办", Role.LEAD),
    ("配合|协助|协同|协办|支持", Role.COOPERATING),
    ("参与|参加", Role.PARTICIPATING),
    ("落实|实施|执行|承办", Role.IMPLEMENTING),
    ("负责|职责|分工|责任", Role.JOINT),
)
MARKER = re.compile(
    "^(?P<name>.*?)(?P<marker>(?:共同|分别|各自|具体|组织|联合|负责|依法)*"
    "(?:按(?:照|各自|其|照各自|部门|相关)*(?:职责|分工|职能).*|牵头.*|主办$|配合.*|协助.*|协同.*|协办.*|参与.*|参加.*|负责.*|落实.*|实施.*|承办$))$"
)
FILED = re.compile("报(?:送|请|经|由)?(?P<name>[^，、；。]+?)(?:备案|备查)")
LABELS = re.compile(f"[【〔\\[]?(?P<label>{LABEL})(?:[】〕\\]][:：]?|[:：])")
NO_NAMES = re.compile("时限|时间|期限|日期|节点|安排|领导|责任人|联系人")
OPEN = re.compile(
    "等(?:各|有关|相关|市级|市直|县直|区直|县级|区级|省直|职能|责任|涉及|行业|主管|其他)*(?:部门|单位|成员单位|机构)*(?:[和及](?:部门|单位))?$"
)
PREFIX = re.compile("^(?:由|并由|同时|其中|会同|和|及|以及|与|并)+(?=..)")
COORDINATE = re.compile("^协调")
JOINT_NAMES = re.compile("以及|会同|[和及与]")
SPLIT_BEHIND = re.compile(
    "(?:局|委|办|厅|部|院|府|会|处|站|所|队|中心|公司|银行|机构|单位|部门|街道|乡镇|乡|镇|街|区|县|市|办公室|办事处|企业)(?:[（(][^（）()]*[）)])?$"
)
NO_BODY = re.compile(
    r"\d|完成|坚持|推进$|持续|长期|下同|列出|不再|以下|见附件|^按|^其他$|^等$|名单|任务|工作$|首位|第一|排[名在]"
)
LATER = re.compile("以[下后][^，。；]{0,12}?(?:均需|均由|均须|均应由|都需|都由|由|需)(?P<rest>[^。；]+)")
FIRST_LEADS = re.compile("(?:排|列|第)[^，。；]{0,8}(?:为|是)(?:牵头|主要责任|第一责任)")
NOTE = re.compile(f"{FIRST_LEADS.pattern}|不再列出|下同")
EACH = re.compile("^各(?:地|县|市|区|旗|乡|镇|州)(?:[（(][^（）()]{1,6}[）)])?$")
OF_EACH = re.compile("^(?:县|市|区|旗|乡|镇|州|街道)[^、]{0,8}(?:政府|管委会|办事处)")
BLANK_BETWEEN = re.compile("(?<=[局委办厅府会站处镇乡道])[ \t\u3000]+(?=[省市县区旗镇乡各]\\S)")
ANNOTATED = re.compile("^(?P<name>.+?)[（(](?P<marker>牵头[^）)]*|配合|参与|负责|落实)[）)]$")


@dataclass(frozen=True)
class Named:
    """One body as it was printed, with its role."""

    name: str
    role: Role


@dataclass(frozen=True)
class Responsibility:
    """``later`` are bodies that the line adds to all later units; ``first_leads`` says that from here on the first
    body of each list is the lead."""

    bodies: tuple[Named, ...] = ()
    open_roles: tuple[Role, ...] = ()
    later: tuple[Named, ...] = ()
    first_leads: bool = False


@dataclass
class _Found:
    bodies: list[Named] = field(default_factory=list)
    open_roles: list[Role] = field(default_factory=list)

    def add(self, items: list[str], role: Role) -> None:
        for item in items:
            self._add(item, role)

    def _add(self, item: str, role: Role) -> None:
        name = OPEN.sub("", simplified(item)) if OPEN.search(simplified(item)) else item
        if len(name) != len(item):
            name = item[: len(name)]
            self.open_roles += [role] if role not in self.open_roles else []
        annotated = ANNOTATED.match(simplified(name))
        if annotated:
            role, name = _role(annotated["marker"]), name[: annotated.end("name")]
        for one in names_in(name):
            named = Named(one, role)
            self.bodies += [named] if named not in self.bodies else []


def parse(text: str) -> Responsibility:
    """Read a responsibility line: one or several brackets, or lines with labels."""
    found, later = _Found(), _Found()
    for sentence in _sentences(text):
        shadow = simplified(sentence)
        added = LATER.search(shadow)
        if added:
            _segments(sentence[added.start("rest") : added.end("rest")], later, Role.COOPERATING)
        elif not FIRST_LEADS.search(shadow):
            _labelled(sentence, found)
    bodies, open_roles = _only_one_leads(found)
    return Responsibility(bodies, open_roles, tuple(later.bodies), bool(FIRST_LEADS.search(simplified(text))))


def later_bodies(text: str) -> tuple[Named, ...]:
    """Bodies that a sentence of running text adds to all later units (以下各项均需…不再列出)."""
    found = _Found()
    for sentence in re.split("[。；\n]", text):
        shadow = simplified(sentence)
        added = LATER.search(shadow)
        if added and "不再" in shadow[added.start() :]:
            _segments(sentence[added.start("rest") : added.end("rest")], found, Role.IMPLEMENTING)
    return tuple(found.bodies)


def with_first_as_lead(bodies: tuple[Named, ...]) -> tuple[Named, ...]:
    """The first of a joint list leads, where the document says so and no lead is named."""
    if len(bodies) < 2 or bodies[0].role is not Role.JOINT or any(body.role is Role.LEAD for body in bodies):
        return bodies
    return (replace(bodies[0], role=Role.LEAD), *bodies[1:])


def _only_one_leads(found: _Found) -> tuple[tuple[Named, ...], tuple[Role, ...]]:
    """The only body named as responsible leads."""
    joint = [body for body in found.bodies if body.role is Role.JOINT]
    lone = len(joint) == 1 and Role.JOINT not in found.open_roles
    if lone and not any(body.role is Role.LEAD for body in found.bodies):
        found.bodies = [replace(body, role=Role.LEAD) if body is joint[0] else body for body in found.bodies]
    return tuple(found.bodies), tuple(found.open_roles)


def _sentences(text: str) -> Iterator[str]:
    """Sentences without the brackets around them and without the white space in them."""
    text = re.sub("[ \t\u3000]", "", BLANK_BETWEEN.sub("、", text))
    for line in text.split("\n"):
        for group in _without_brackets(line):
            yield from (sentence for sentence in split_outside(group, "。；;") if sentence)


def _without_brackets(line: str) -> Iterator[str]:
    last = 0
    for start, end in pairs(line):
        if start >= last and is_responsibility(line[start + 1 : end - 1]) and not _annotation(line, start, end):
            yield line[last:start]
            yield line[start + 1 : end - 1]
            last = end
    rest = line[last:]
    yield rest[1:] if rest[:1] and rest[0] in OPENING and not any(sign in CLOSING for sign in rest) else rest


def _annotation(line: str, start: int, end: int) -> bool:
    """（粮食和物资储备局） behind a name belongs to the name."""
    return start > 0 and bool(SURE.search(line[:start])) and not re.search("[，、；]", line[start:end])


def _labelled(sentence: str, found: _Found) -> None:
    shadow = simplified(sentence)
    labels = list(LABELS.finditer(shadow))
    ends = [label.start() for label in labels][1:] + [len(sentence)] * bool(labels)
    _segments(sentence[: labels[0].start()] if labels else sentence, found, Role.JOINT)
    for label, end in zip(labels, ends, strict=True):
        if not NO_NAMES.search(label["label"]):
            _segments(sentence[label.end() : end], found, _role(label["label"]))


def _segments(text: str, found: _Found, default: Role) -> None:
    """Names up to each marker take its role; names behind the last marker the default."""
    waiting: list[str] = []
    for item in _items(text):
        shadow = simplified(item)
        filed = FILED.search(shadow)
        match = MARKER.match(shadow)
        if filed:
            found.add([item[filed.start("name") : filed.end("name")]], Role.OTHER)
        elif match and not ANNOTATED.match(shadow):
            _close([*waiting, item[: match.end("name")]], found, _role(match["marker"]))
            waiting = []
        else:
            waiting.append(item)
    _close(waiting, found, default)


def _items(text: str) -> Iterator[str]:
    """The names of a list; 各县、区人民政府 is one."""
    begun = ""
    for item in split_outside(text, "，,、；;"):
        if EACH.match(simplified(item)):
            yield from [begun] if begun else []
            begun = item
        elif begun and OF_EACH.match(simplified(item)):
            yield f"{begun}、{item}"
            begun = ""
        else:
            yield from (one for one in (begun, item) if one)
            begun = ""
    yield from [begun] if begun else []


def _close(items: list[str], found: _Found, role: Role) -> None:
    items = [PREFIX.sub("", item) for item in items if item]
    if items and COORDINATE.match(simplified(items[0])):
        items[0], role = items[0][2:], Role.OTHER
    found.add(items, role)


def _role(marker: str) -> Role:
    return next((role for words, role in MARKED if re.search(words, simplified(marker))), Role.JOINT)


def names_in(item: str) -> Iterator[str]:
    """The names that conjunctions join; 和 inside 发展和改革局 joins nothing."""
    shadow = simplified(item)
    start = 0
    for match in JOINT_NAMES.finditer(shadow):
        if SPLIT_BEHIND.search(shadow[start : match.start()]) and match.end() < len(shadow):
            yield from _body(item[start : match.start()])
            start = match.end()
    yield from _body(item[start:])


def _body(name: str) -> Iterator[str]:
    name = name.strip("：:。，、 \"“”'")
    if 1 < len(name) <= 40 and not NO_BODY.search(simplified(name)):
        yield name
