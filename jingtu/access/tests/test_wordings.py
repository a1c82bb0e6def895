"""The words of a verdict: both languages for every value, and none that calls land free of pollution."""

from __future__ import annotations

import csv
import re
import tomllib
from datetime import date
from itertools import product

import pytest
import shapely

from jingtu.access import answers, gates, land_uses
from jingtu.access.model import (
    Answer,
    Coverage,
    Entry,
    Force,
    Hit,
    Kind,
    Question,
    Relation,
    Scheme,
    Stage,
    Step,
    ThemeState,
)
from jingtu.access.situations import Situation
from jingtu.access.space import Register
from jingtu.access.verdict import verdict

WORDS = tomllib.loads(answers.WORDS.read_text(encoding="utf-8"))
FORBIDDEN = re.compile(
    r"干净|无污染|没有污染|未污染|不存在污染|清洁|\bclean\b|unpolluted|pollution-free|uncontaminated", re.I
)
LAND = shapely.box(113.05, 36.05, 113.051, 36.051)
ASKS = {use.ask for use, _ in land_uses.table()} - {""} | {"scheme"}
GROUPS = {
    "step": set(Step),
    "act": set(Step),
    "scheme": set(Scheme),
    "answer": set(Answer),
    "kind": set(Kind),
    "stage": set(Stage),
    "relation": set(Relation),
    "force": set(Force),
    "theme_state": set(ThemeState),
    "situation": set(Situation),
    "remark": {one.remark for one in gates.GATES.values()} - {""}
    | {"no_ground_that_day", "before_code", "text_not_read", "rule_expired", "outlives_year"},
    "missing": {each.what for one in gates.REMEDIES.values() for each in one.missing}
    | {"survey_review"}
    | {f"ask_{one}" for one in ASKS},
    "supplier": {each.by for one in gates.REMEDIES.values() for each in one.missing} | {"land_reserve"},
    "would_change": {each for one in gates.REMEDIES.values() for each in one.would_change} | {"without_overlap"},
    "fact": {"survey_reported", "review_passed", "listed", "delisted", "works_started", "works_ended", "evaluated"},
}


def sentences():
    with answers.WORDINGS.open(encoding="utf-8", newline="") as lines:
        return {row["key"]: (row["zh"], row["en"]) for row in csv.DictReader(lines)}


class TestEveryValueHasBothLanguages:
    @pytest.mark.parametrize("group", GROUPS)
    def test_no_word_is_missing_and_none_too_many(self, group):
        assert set(WORDS[group]) == GROUPS[group]

    def test_no_group_is_too_many(self):
        assert set(WORDS) == set(GROUPS)

    def test_no_word_is_empty(self):
        assert all(both["zh"] and both["en"] for group in WORDS.values() for both in group.values())

    def test_no_sentence_is_empty(self):
        assert all(zh and en for zh, en in sentences().values())

    def test_both_languages_fill_in_the_same_values_but_for_the_verb(self):
        for zh, en in sentences().values():
            in_zh, in_en = (set(re.findall(r"\{(\w+)\}", text)) for text in (zh, en))
            assert in_zh - {"act"} == in_en - {"step"}


class TestNoWordCallsLandFreeOfPollution:
    def test_in_the_tables(self):
        texts = [text for both in sentences().values() for text in both]
        texts += [text for group in WORDS.values() for both in group.values() for text in both.values()]
        assert not [text for text in texts if FORBIDDEN.search(text)]

    @pytest.mark.parametrize(("use", "step"), list(product(["R2", "工业", "G1", None], Step)))
    def test_nor_in_any_answer(self, use, step):
        register = Register([], [Coverage(kind, "140404", True, date(2025, 1, 1)) for kind in Kind])
        question = Question(step, land_uses.find(use) if use else None, outline=LAND, place="140404")
        found = answers.to_json(verdict(question, register=register, on=date(2025, 3, 1))).decode()
        assert not FORBIDDEN.search(found)


class TestHeadlines:
    def said(self, use, entries=(), coverage=True, language="zh"):
        known = [Coverage(Kind.CONTROL_LIST, "140404", True, date(2025, 1, 1))] if coverage else []
        question = Question(Step.SUPPLY, land_uses.find(use), outline=LAND, place="140404")
        return answers.headline(verdict(question, register=Register(entries, known), on=date(2025, 3, 1)), language)

    def test_prohibited(self):
        listed = Entry("1", Kind.CONTROL_LIST, outline=LAND)
        assert self.said("R2", [listed]) == (
            "该地块（拟定用途：二类居住用地 R2）依照下列规定，目前不得办理土地供应手续。"
        )

    def test_no_restriction_known(self):
        assert self.said("M1") == (
            "在已比对的名录中，未发现限制该地块（拟定用途：一类工业用地 M1）办理土地供应手续的记录。"
        )

    def test_without_registers_the_answer_is_no_ground_for_anything(self):
        assert self.said("M1", coverage=False) == (
            "没有可供比对的名录数据，未发现限制记录不能作为办理土地供应手续的依据。"
        )

    def test_in_english(self):
        assert self.said("M1", language="en") == (
            "No restriction on land supply is on record in the registers that were compared "
            "(intended use: Industry, first kind M1)."
        )


class TestGrounds:
    def test_an_article_not_read_is_labelled(self):
        [one] = gates.outcomes(
            Situation.LISTED, gates.UseClass.OTHER, Step.PLANNING_PERMIT, on=date(2025, 3, 1), place="310101"
        )
        ground = answers.Ground(one.gate, one.duty, one.answer, one.force, "listed", one.citations)
        assert answers.ground(ground).endswith("（条文未核，内部提示）。")

    def test_a_distance(self):
        assert answers.relation(Hit(Entry("1", Kind.PARCEL), Relation.NEIGHBOUR, distance=12.345)) == "相距 12.3 米"

    def test_an_overlap(self):
        hit = Hit(Entry("1", Kind.PARCEL), Relation.OVERLAPS, 1234.56, 0.25, 0.5)
        assert answers.relation(hit, "en") == "overlaps by 1,234.6 m², 25.0% of the land, 50.0% of the entry"
