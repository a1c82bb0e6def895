"""A small reading in the shape the plan reader gives, for tests of what stands on it."""

from __future__ import annotations

from typing import Any

from jingtu_web.common.models import Party, Place, User
from jingtu_web.plans import actions
from jingtu_web.plans.models import Plan
from jingtu_web.plans.reading import Document

LINES = [
    "示例县土壤污染防治2026年行动计划",
    "一、工作目标",
    "到2026年底，受污染耕地安全利用率达到93%以上。",
    "二、重点任务",
    "（一）农用地",
    "1.落实安全利用措施",
    "2026年9月底前完成技术指导。（县农业农村局牵头，县自然资源局参与，各乡镇人民政府配合）",
    "2.开展巡查",
    "每季度开展一次巡查。（县生态环境局、县公安局按职责分工负责）",
    "3.完成治理",
    "2026年12月10日前完成市级下达的治理任务。（县生态环境局牵头，青石镇人民政府负责落实）",
    "三、保障措施",
    "（一）加强领导",
    "各部门要加强领导。",
]


def body(name: str, role: str) -> dict[str, Any]:
    return {"name": name, "role": role, "canonical": None, "inherited_from": None}


def deadline(kind: str, day: str | None, phrase: str, period: str | None = None) -> dict[str, Any]:
    return {"kind": kind, "date": day, "period": period, "event": None, "phrase": phrase}


def target(quantity: str, comparator: str, value: str | None, **more: Any) -> dict[str, Any]:
    given = {"unit": "%", "by": None, "reference": None, "phrase": quantity}
    return {"quantity": quantity, "comparator": comparator, "value": value, **given, **more}


def unit(key: str, number: str, title: str, text: str, **more: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {
        "part": None,
        "path": ["二、重点任务", "（一）农用地"],
        "kind": "task",
        "heading": f"{number}.{title}",
        "responsibility_text": "",
        "lines": [6, 7],
        "bodies": [],
        "open_roles": [],
        "deadlines": [],
        "targets": [],
    }
    return {"id": key, "number": number, "title": title, "text": text, **empty, **more}


def reading() -> dict[str, Any]:
    """Five units: a goal with a number, one past its day, one that recurs, one soon due, one without anything."""
    rate = target("受污染耕地安全利用率", ">=", "93", by="2026-12-31", phrase="受污染耕地安全利用率达到93%以上")
    return {
        "title": LINES[0],
        "doc_number": "示政办发〔2026〕5号",
        "issuer": "示例县人民政府办公室",
        "date": "2026-03-20",
        "place": "示例县",
        "year": 2026,
        "chapters": ["一、工作目标", "二、重点任务", "三、保障措施"],
        "units": [
            unit("O1", "一", "工作目标", LINES[2], kind="goal", path=["一、工作目标"], lines=[2, 3], targets=[rate]),
            unit(
                "1",
                "1",
                "落实安全利用措施",
                "2026年9月底前完成技术指导。",
                bodies=[
                    body("县农业农村局", "lead"),
                    body("县自然资源局", "participating"),
                    body("各乡镇人民政府", "cooperating"),
                ],
                deadlines=[deadline("by", "2026-09-30", "2026年9月底前")],
            ),
            unit(
                "2",
                "2",
                "开展巡查",
                "每季度开展一次巡查。",
                lines=[8, 9],
                bodies=[body("县生态环境局", "joint"), body("县公安局", "joint")],
                deadlines=[deadline("every", None, "每季度", period="P3M")],
            ),
            unit(
                "3",
                "3",
                "完成治理",
                "2026年12月10日前完成市级下达的治理任务。",
                lines=[10, 11],
                bodies=[body("县生态环境局", "lead"), body("青石镇人民政府", "implementing")],
                deadlines=[deadline("by", "2026-12-10", "2026年12月10日前")],
                targets=[target("治理任务", ">=", None, reference="市级下达")],
            ),
            unit(
                "G1",
                "（一）",
                "加强领导",
                "各部门要加强领导。",
                kind="guarantee",
                path=["三、保障措施"],
                lines=[13, 14],
            ),
        ],
        "repairs": [{"line": 9, "before": "每季 度", "after": "每季度", "why": "lines_joined"}],
        "left_over": [],
    }


def document(name: str = "计划.txt", content: bytes = b"plan 2026", **more: Any) -> Document:
    source = [[number, line] for number, line in enumerate(LINES, 1)]
    return Document(name, content, reading() | more, source, reader="test")


def county() -> Place:
    place, _ = Place.objects.get_or_create(
        code="999901000000", defaults={"name": "示例县", "level": Place.Level.COUNTY}
    )
    return place


def loaded(**more: Any) -> Plan:
    plan, _ = actions.load_plan(document(**more), place=county(), year=more.get("year", 2026), by="test")
    return plan


def account(role: str, name: str | None = None, party: str | None = None) -> User:
    body = Party.objects.get_or_create(name=party, place=county())[0] if party else None
    user, _ = User.objects.get_or_create(username=name or role, defaults={"role": role, "party": body})
    return user
