"""Where a paragraph says who is responsible: a bracket at the end of a sentence, or a line with a label.

A bracket in running text is not a responsibility line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from jingtu.plans.brackets import OPENING, pairs, split_outside, unclosed
from jingtu.plans.marks import LABEL, LABEL_LINE
from jingtu.plans.simplified import simplified

LONGEST = 600
ENDING = re.compile(
    "(?:局|委|办|厅|部|院|府|科|股|支队|大队|委员会|管委会|协会|商会|工会|理事会|联合会|办公室|服务区|办事处|街道|乡镇|乡|镇|街|处|站|所|队"
    "|中心|公司|集团|银行|金融机构|单位|部门|园区|管理区|开发区|高新区|经开区|示范区|新区|社|企业|署|组|各县市区|县区|市区|县市|属地|农场|林场)"
    "(?:[（(][^（）()]*[）)])?$"
)
SURE = re.compile(
    "(?:局|委|办|厅|府|科|委员会|管委会|办公室|办事处|街道|乡镇|法院|检察院|中心|宣传部|组织部)(?:[（(][^（）()]*[）)])?$"
)
NO_BODY = re.compile("^(?:含|包括|如|除|以下|即|原|简称|下称|指|不含|见|注|附|例如)|[的是]|应当|不得")
ROLE_WORDS = re.compile("牵头|配合|参与|参加|负责|落实|按.{0,4}职责|协办|主办|协助|备案|责任单位|责任部门")
ROLE_AT_END = re.compile(
    "(?:牵头|配合|参与|参加|负责|落实|职责|分工|实施|协办|协助|主办|备案)[^，、；。,;]{0,8}(?:[，、；。,;]|$)"
)
LABELLED = re.compile(f"{LABEL}[:：]|[【〔\\[]{LABEL}[】〕\\]]")
LABEL_INSIDE = re.compile(f"(?<=[。；）〕】\\s])(?:[【〔\\[]{LABEL}[】〕\\]]|{LABEL}[:：])")
SENTENCE_END = tuple("。；！？”;")
CLOSING_SIGNS = re.compile("[ \t\u3000]*[。；;，,.]?[ \t\u3000]*")


def find(text: str) -> list[tuple[int, int]]:
    """Start and end of each responsibility line within a paragraph, in order."""
    shadow = simplified(text)
    if LABEL_LINE.match(shadow) and len(shadow) <= LONGEST:
        return [(0, len(text))]
    found: list[tuple[int, int]] = []
    for start, bracket_end in _candidates(shadow):
        if found and start < found[-1][1]:
            continue
        end = bracket_end + _closing_signs(shadow, bracket_end)
        if _stands_apart(shadow, start, end, follows=bool(found) and found[-1][1] == start):
            found.append((start, end))
    return found


def ends_with_responsibility(text: str) -> bool:
    """Whether the paragraph so far is closed by its responsibility line."""
    spans = find(text)
    return bool(spans) and spans[-1][1] == len(text) and unclosed(text) is None


def _candidates(shadow: str) -> Iterator[tuple[int, int]]:
    """Brackets, brackets left open at the end, and labels inside the paragraph."""
    found = [
        (start, end)
        for start, end in pairs(shadow)
        if end - start <= LONGEST and is_responsibility(shadow[start + 1 : end - 1])
    ]
    open_at = unclosed(shadow)
    if open_at is not None and is_marked(shadow[open_at + 1 :]):
        found.append((open_at, len(shadow)))
    found += _labels(shadow)
    return iter(sorted(found, key=lambda span: (span[0], -span[1])))


def _labels(shadow: str) -> list[tuple[int, int]]:
    starts = [match.start() for match in LABEL_INSIDE.finditer(shadow)]
    return [(start, _end_of_label(shadow, start, limit)) for start, limit in pairwise([*starts, len(shadow)])]


def _end_of_label(shadow: str, start: int, limit: int) -> int:
    stop = shadow.find("。", start, limit)
    return limit if stop < 0 else stop + 1


def _closing_signs(shadow: str, end: int) -> int:
    match = CLOSING_SIGNS.match(shadow, end)
    return len(match.group()) if match else 0


def _stands_apart(shadow: str, start: int, end: int, *, follows: bool) -> bool:
    """At the end of the paragraph, or between two sentences."""
    before = shadow[:start].rstrip()
    if end >= len(shadow) or follows or not before:
        return True
    after_sentence = before.endswith(SENTENCE_END)
    before_sentence = shadow[:end].rstrip().endswith(("。", "；", ";"))
    return after_sentence or (before_sentence and is_marked(shadow[start + 1 : end]))


def is_responsibility(content: str) -> bool:
    """Whether the content of a bracket names who is responsible, with role words or as a bare list of bodies."""
    return len(content) <= LONGEST and (is_marked(content) or _bare_list(content))


def is_marked(content: str) -> bool:
    """Whether the content has role words behind bodies, or a label in front of them."""
    content = simplified(content).strip(f"{OPENING} ")
    if NO_BODY.match(content):
        return False
    if LABELLED.match(content):
        return True
    if not ROLE_AT_END.search(content):
        return False
    first = re.split("[，、；。,;]", ROLE_WORDS.split(content, maxsplit=1)[0])
    return any(
        _like_body(re.sub("等?(?:有关|相关)?(?:部门|单位)?(?:按|分别|共同|负责|组织|具体)*$", "", name))
        for name in first
    )


def _like_body(name: str) -> bool:
    name = name.strip()
    return 1 < len(name) <= 30 and bool(ENDING.search(name)) and not NO_BODY.search(name)


def _bare_list(content: str) -> bool:
    names = [
        name.strip().removesuffix("等").removesuffix("等部门")
        for name in split_outside(simplified(content), "、，,；; ")
        if name.strip()
    ]
    if not names or not all(_like_body(name) for name in names):
        return False
    return bool(SURE.search(names[0]))
