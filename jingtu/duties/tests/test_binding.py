"""What is proposed for clauses written for this test, and what holds for any clause."""

import json
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingtu.duties.binding import Field, Kind, bind, bind_unit
from jingtu.duties.binding_report import to_json
from jingtu.duties.binding_rules import Relation, duty_rules, indicator_rules
from jingtu.plans import read_text
from jingtu.plans.model import Kind as UnitKind
from jingtu.plans.model import Unit

HEAD = "沃川县2024年土壤污染防治工作方案\n一、主要任务\n"
# Sentences of a county that never was, and the duties a careful reader finds in each.
CLAUSES = {
    "地块用途改变为学校用地，属公共管理用地的，先做土壤污染状况调查。": {"CL-001"},
    "名录中的地块一律不得作为居住用地。": {"CL-013"},
    "名录所列地块不予办理供应、收购手续。": {"CL-014"},
    "应调查而未调查的，不予核发建设工程规划许可。": {"CL-015"},
    "修复方案开工前报县生态环境分局备案。": {"CL-020"},
    "修复工地门口竖立公告牌，公布工程情况。": {"CL-022"},
    "外运污染土壤的，提前报告。": {"CL-024", "CL-025"},
    "开展修复效果评估。": {"CL-026"},
    "对吊销排污许可证的企业登记造册。": {"CL-056"},
    "每年更新土壤污染重点监管单位名录。": {"KU-001"},
    "重点监管单位按年度报告有毒有害物质排放情况。": {"KU-002"},
    "督促做好土壤污染隐患排查，建立台账并整改。": {"KU-007", "KU-003", "KU-005", "KU-006"},
    "自行监测结果向社会公示。": {"KU-009", "KU-018"},
    "企业拆除设施前将拆除方案备案，防范污染。": {"KU-022", "KU-023"},
    "更新全口径涉重金属企业清单。": {"HM-001"},
    "涉铊企业开展废水除铊改造。": {"HM-017"},
    "鼓励涉重金属企业采用区域削减措施获得总量。": {"HM-005"},
    "尾矿库汛期前组织排查。": {"WS-011", "WS-007"},
    "危险废物转移执行电子联单。": {"WS-017"},
    "对非正规垃圾堆放点逐一清理。": {"WS-025"},
    "划定地下水污染防治重点区。": {"GW-002", "GW-003"},
    "加油站改造双层罐。": {"GW-011"},
    "对安全利用类耕地采取替代种植，落实安全利用方案。": {"FL-004"},
    "严格管控类耕地退耕还林。": {"FL-005"},
    "超标稻谷不得进入口粮市场。": {"FL-006"},
    "推广测土配方施肥。": {"AG-005"},
    "规模养殖场粪污资源化利用。": {"AG-006"},
    "受理12369举报并查处。": {"DI-012"},
    "对举报人给予举报奖励。": {"DI-013"},
    "从业单位执业情况记入信用记录。": {"CR-001", "CR-002"},
    "土壤污染防治经费列入财政预算，保障费用。": {"FP-008"},
    "每季度召开联席会议。": {"GV-007"},
    "可能构成犯罪的线索及时移送公安机关。": {"GV-008", "GV-009"},
    "建成覆盖全县的土壤环境监测网络。": {"SM-011"},
}


@cache
def proposals(text: str, kind: Kind | None = None):
    found = [one for bound in bind(read_text(HEAD + "1.工作。" + text)) for one in bound.proposals]
    return {one.id: one for one in found if kind in (None, one.kind)}


def duties(text: str) -> set[str]:
    return set(proposals(text, Kind.DUTY))


class TestDuties:
    @pytest.mark.parametrize(("text", "expected"), CLAUSES.items())
    def test_a_clause_in_other_words_than_the_five_plans(self, text, expected):
        assert duties(text) == expected

    @pytest.mark.parametrize(
        ("text", "duty"),
        [
            ("加强尾矿库隐患排查。", "KU-007"),
            ("开展安全生产隐患排查。", "KU-003"),
            ("污染地块环境风险管控措施的评审工作继续开展。", "CL-017"),
            ("禁止向农用地排放尾矿。", "WS-010"),
            ("列入重点排污单位名录。", "HM-013"),
            ("疑似污染地块信息纳入一张图。", "CL-004"),
        ],
    )
    def test_a_clause_that_only_sounds_like_it(self, text, duty):
        assert duty not in duties(text)

    def test_the_score_says_whether_the_duty_is_said_or_implied(self):
        found = proposals("划定地下水污染防治重点区。")
        assert (found["GW-002"].score, found["GW-002"].relation) == (0.9, Relation.SAYS)
        assert (found["GW-003"].score, found["GW-003"].relation) == (0.6, Relation.IMPLIES)

    def test_rules_that_agree_leave_less_doubt(self):
        found = proposals("督促做好土壤污染隐患排查，建立台账并整改。")["KU-007"]
        assert (found.score, found.relation) == (0.96, Relation.SAYS)

    def test_a_clause_about_nothing_known_has_no_proposal(self):
        assert duties("做好后勤服务。") == set()

    def test_an_unrelated_document_proposes_next_to_nothing(self):
        text = "推进道路建设，办好学校运动会。组织文艺演出，做好来访接待。完善档案管理，按时报送统计数据。"
        assert duties(text) == set()


class TestWordsAreShown:
    def test_each_with_its_place_in_the_text(self):
        unit = Unit("T01", "1", None, (), UnitKind.TASK, None, None, "先备案，再拆除设施。", None, (1, 1))
        bound = bind_unit(unit, duties=duty_rules(), indicators=())
        (found,) = [one for one in bound.proposals if one.id == "KU-022"]
        assert [(word.text, word.start, word.end, word.field) for word in found.words] == [
            ("备案", 1, 3, Field.TEXT),
            ("拆除", 5, 7, Field.TEXT),
        ]

    def test_or_in_the_title_when_only_that_says_it(self):
        unit = Unit("T01", "1", None, (), UnitKind.TASK, "1.签订责任书", "企业签订责任书", "按期完成。", None, (1, 1))
        (found,) = bind_unit(unit, duties=duty_rules(), indicators=()).proposals
        assert (found.id, {word.field for word in found.words}) == ("KU-027", {Field.TITLE})

    def test_or_half_in_the_title_and_half_in_a_sentence_below_it(self):
        unit = Unit("T01", "1", None, (), UnitKind.TASK, "1.拆除", "拆除活动", "方案先行备案。", None, (1, 1))
        (found,) = bind_unit(unit, duties=duty_rules(), indicators=()).proposals
        assert found.id == "KU-022"
        assert [(word.text, word.field) for word in found.words] == [("备案", Field.TEXT), ("拆除", Field.TITLE)]

    def test_the_title_of_a_unit_cut_into_parts_decides_nothing(self):
        unit = Unit("T01a", "1", "a", (), UnitKind.TASK, None, "企业签订责任书", "按期完成。", None, (1, 1))
        assert bind_unit(unit, duties=duty_rules(), indicators=()).proposals == ()


class TestIndicators:
    def test_a_target_is_attached_to_the_indicator_that_measures_it(self):
        found = proposals("到2020年，受污染耕地安全利用率达到91%以上。")["safe_use_rate"]
        (target,) = found.targets
        assert (target.comparator, target.value, target.unit, target.by) == (">=", "91", "%", "2020-12-31")

    def test_two_rates_in_one_sentence_are_told_apart(self):
        found = proposals("到2020年，受污染耕地安全利用率达到91%以上，污染地块安全利用率达到92%以上。")
        assert [target.value for target in found["safe_use_rate"].targets] == ["91"]
        assert [target.value for target in found["parcel_safe_rate"].targets] == ["92"]

    def test_two_rates_of_one_phrase_are_told_apart_by_their_quantity(self):
        found = proposals("受污染耕地安全利用率和污染地块安全利用率满足国家考核要求。")
        assert [target.quantity for target in found["safe_use_rate"].targets] == ["受污染耕地安全利用率"]
        assert [target.quantity for target in found["parcel_safe_rate"].targets] == ["污染地块安全利用率"]

    def test_one_rate_for_producers_and_operators_is_measured_twice(self):
        found = proposals("危险废物产生和经营单位规范化管理抽查合格率均不低于90%。")
        assert [target.value for target in found["hw_producer_pass"].targets] == ["90"]
        assert [target.value for target in found["hw_operator_pass"].targets] == ["90"]

    def test_how_often_work_is_done_is_not_how_much_of_it_is_done(self):
        (unit,) = bind(read_text(HEAD + "1.工作。每月排查一次非正规垃圾堆放点。重点监管单位每年开展1次自行监测。"))
        found = {one.id: [target.value for target in one.targets] for one in unit.proposals}
        assert found["dump_rate"] == []
        assert found["self_mon_rate"] == ["1"]
        assert [target.value for target in unit.unmeasured] == ["1"]

    def test_a_target_that_no_indicator_measures_is_listed(self):
        (unit,) = bind(read_text(HEAD + "1.工作。到2024年底，路灯完好率达到95%以上。"))
        assert [target.value for target in unit.unmeasured] == ["95"]
        assert [one.kind for one in unit.proposals] == [Kind.MILESTONE]


class TestMilestones:
    def test_a_date_belongs_to_the_duty_beside_it(self):
        found = proposals("9月底前完成加油站双层罐改造。继续推广测土配方施肥。")["M1"]
        assert (found.deadline.date, found.duties, found.score) == ("2024-09-30", ("GW-011",), 0.9)

    def test_a_date_beside_no_duty_stands_alone(self):
        found = proposals("9月底前上报小结。")["M1"]
        assert (found.deadline.date, found.duties, found.score) == ("2024-09-30", (), 0.6)

    def test_a_stretch_without_an_end_is_none(self):
        assert "M1" not in proposals("2021年以来，持续推广测土配方施肥。")


class TestJson:
    def test_has_stable_keys_and_plain_values(self):
        reading = read_text(HEAD + "1.工作。到2024年底，受污染耕地安全利用率达到91%以上。路灯完好率达到95%以上。")
        found = json.loads(json.dumps(to_json(reading, bind(reading))))
        assert list(found) == ["title", "doc_number", "place", "year", "units"]
        (unit,) = found["units"]
        assert list(unit) == ["id", "number", "part", "title", "proposals", "unmeasured"]
        assert [one["kind"] for one in unit["proposals"]] == ["duty", "indicator", "milestone"]
        assert list(unit["proposals"][0]) == [
            *("kind", "id", "name_zh", "name_en", "score", "relation", "places", "words", "targets", "deadline"),
            "duties",
        ]
        assert unit["proposals"][0]["words"][0] == {"text": "耕地", "start": 14, "end": 16, "field": "text"}

    def test_names_the_places_whose_papers_alone_carry_a_duty(self):
        reading = read_text(HEAD + "1.工作。自行监测方案备案。")
        places = {one["id"]: one["places"] for one in to_json(reading, bind(reading))["units"][0]["proposals"]}
        assert places["KU-019"] == ("140581",)
        assert places["KU-009"] == ()


sentences = st.lists(st.sampled_from(sorted(CLAUSES)), min_size=1, max_size=3).map("".join)
strange = st.text(alphabet="土壤污染地块隐患排查。；\n 　…（）“”ＡＢ12名录備案ﬀ㎡", max_size=40)


def bound_to(text: str):
    unit = Unit("T01", "1", None, (), UnitKind.TASK, None, None, text, None, (1, 1))
    return bind_unit(unit, duties=duty_rules(), indicators=indicator_rules())


class TestAlways:
    @settings(max_examples=60, deadline=None)
    @given(st.one_of(strange, sentences))
    def test_every_proposed_word_stands_in_the_text_at_its_place(self, text):
        for proposal in bound_to(text).proposals:
            assert proposal.words
            for word in proposal.words:
                assert word.text
                assert text[word.start : word.end] == word.text

    @settings(max_examples=60, deadline=None)
    @given(before=st.one_of(strange, sentences), text=sentences, after=st.one_of(strange, sentences))
    def test_sentences_added_around_a_clause_take_no_proposal_away(self, before, text, after):
        own = {one.id for one in bound_to(text).proposals}
        assert own <= {one.id for one in bound_to(f"{before}。{text}{after}").proposals}

    @settings(max_examples=40, deadline=None)
    @given(sentences)
    def test_a_score_is_more_than_half_and_at_most_one(self, text):
        assert all(0.5 < one.score <= 1 for one in bound_to(text).proposals)

    @settings(max_examples=40, deadline=None)
    @given(sentences)
    def test_white_space_inside_a_clause_changes_no_duty(self, text):
        spaced = " ".join(text)
        assert {one.id for one in bound_to(spaced).proposals} == {one.id for one in bound_to(text).proposals}


@pytest.mark.shared
def test_every_word_of_the_five_plans_stands_where_it_is_said_to(shared):
    from_plans = [bound for path in sorted((shared / "plans").glob("*.txt")) for bound in bind(_read(path))]
    assert len(from_plans) > 100
    for bound in from_plans:
        for word in (word for one in bound.proposals for word in one.words):
            source = bound.unit.text if word.field is Field.TEXT else bound.unit.title
            assert source[word.start : word.end] == word.text


def _read(path):
    return read_text(path.read_text(encoding="utf-8"))


def test_a_duty_without_its_rules_is_not_proposed():
    rules = [rule for rule in duty_rules() if rule.target != "GV-005"]
    unit = Unit("T01", "1", None, (), UnitKind.TASK, None, None, "实行挂牌督办。", None, (1, 1))
    assert [one.id for one in bind_unit(unit, duties=duty_rules(), indicators=()).proposals] == ["GV-005"]
    assert bind_unit(unit, duties=rules, indicators=()).proposals == ()
