"""Ways of writing a plan that other places use; all examples are invented (沃川)."""

import pytest

from jingtu.plans import read_text
from jingtu.plans.documents import Document
from jingtu.plans.lines import Line
from jingtu.plans.reading import assemble
from jingtu.plans.tests.reading import HEAD, units
from jingtu.problems import Refused

TITLE = "沃川县土壤污染防治工作方案"


def bodies(unit):
    return [(body.role.value, body.name) for body in unit.bodies]


class TestResponsibilityLines:
    def test_lines_with_labels_behind_the_text(self):
        [first, second] = units(
            "1.开展排查。逐家建立台账。\n牵头单位：县生态环境局\n责任单位：县应急管理局，各乡镇人民政府\n完成时限：2024年6月底\n"
            "2.规范拆除\n拆除前备案。\n责任单位：县生态环境局\n配合单位：县住房和城乡建设局、县发展改革局等\n"
        )
        assert bodies(first) == [("lead", "县生态环境局"), ("joint", "县应急管理局"), ("joint", "各乡镇人民政府")]
        assert [one.date for one in first.deadlines] == ["2024-06-30"]
        assert bodies(second)[0] == ("lead", "县生态环境局")
        assert second.open_roles == ("cooperating",)

    @pytest.mark.parametrize("brackets", ["（）", "()", "〔〕", "【】", "[]", "（)"])
    def test_labels_in_brackets_of_any_kind(self, brackets):
        [unit] = units(
            f"1.推进安全利用。落实措施。{brackets[0]}牵头单位：县农业农村局；责任单位：县财政局、县水利局{brackets[1]}"
        )
        assert bodies(unit) == [("lead", "县农业农村局"), ("joint", "县财政局"), ("joint", "县水利局")]
        assert unit.text == "推进安全利用。落实措施。"

    def test_a_label_inside_brackets_of_its_own(self):
        [unit] = units("1.加强监测。布设点位。\n【责任单位】县生态环境局、县水利局")
        assert bodies(unit) == [("joint", "县生态环境局"), ("joint", "县水利局")]

    def test_nested_brackets_belong_to_the_name(self):
        [unit] = units("1.推进工作。落实责任。（县发展和改革局（粮食和物资储备局）牵头，各乡（镇、办事处）配合）")
        assert bodies(unit) == [("lead", "县发展和改革局（粮食和物资储备局）"), ("cooperating", "各乡（镇、办事处）")]
        assert unit.bodies[0].canonical == "县发展和改革局"

    def test_a_bracket_in_running_text_is_no_responsibility_line(self):
        [unit] = units(
            "1.落实措施（包括调查、评估、管控等），由县自然资源局（原国土局）负责审查，资料报县政府（办公室）存档。"
        )
        assert bodies(unit) == []
        assert unit.responsibility_text is None

    def test_several_brackets_in_one_paragraph_make_parts(self):
        found = units("1.推进修复。完成试点。（县生态环境局牵头，县财政局参与）建立名录。（县自然资源局负责）")
        assert [(unit.part, bodies(unit)[0]) for unit in found] == [
            ("a", ("lead", "县生态环境局")),
            ("b", ("lead", "县自然资源局")),
        ]
        assert [unit.text for unit in found] == ["推进修复。完成试点。", "建立名录。"]
        assert [unit.number for unit in found] == ["1", "1"]

    def test_the_line_of_a_heading_holds_for_items_without_one(self):
        first, second = units(
            "（一）严格准入（牵头单位：县自然资源局）\n1.严格审查。不得出让。\n2.严格许可。不得发证。（县住建局负责）"
        )
        assert bodies(first) == [("lead", "县自然资源局")]
        assert bodies(second) == [("lead", "县住建局")]

    def test_the_first_named_leads_where_the_document_says_so(self):
        first, second = units(
            "1.开展调查。查明底数。（责任单位：县生态环境局、县财政局，各镇街。以下均需各镇街落实，不再列出。排在首位的为牵头单位，下同。）\n"
            "2.建设网络。布设点位。（责任单位：县农业农村局、县水利局）"
        )
        assert bodies(first) == [("lead", "县生态环境局"), ("joint", "县财政局"), ("joint", "各镇街")]
        assert bodies(second) == [("lead", "县农业农村局"), ("joint", "县水利局"), ("implementing", "各镇街")]
        assert second.bodies[-1].inherited_from == first.id

    def test_each_county_and_district_is_one_name(self):
        [unit] = units("1.推进工作。落实责任。（市生态环境局牵头，各县、区人民政府（管委会）负责落实）")
        assert bodies(unit) == [("lead", "市生态环境局"), ("implementing", "各县、区人民政府（管委会）")]

    def test_a_line_broken_by_a_page_number_and_a_page_break(self):
        text = "1.推进工作。落实责任，加强监管，定期调度，确保各项任务按期完成并取得实效。（县生态环"
        text += "\n— 3 —\n\x0c\n境局牵头，县财政局配合）"
        found = read_text(HEAD + text)
        assert bodies(found.units[0]) == [("lead", "县生态环境局"), ("cooperating", "县财政局")]
        assert {"lines_joined", "page_number", "control_character"} <= {repair.why for repair in found.repairs}


class TestRoles:
    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("县生态环境局牵头", [("lead", "县生态环境局")]),
            ("县生态环境局负责", [("lead", "县生态环境局")]),
            ("县生态环境局、县财政局负责", [("joint", "县生态环境局"), ("joint", "县财政局")]),
            ("县生态环境局、县财政局", [("joint", "县生态环境局"), ("joint", "县财政局")]),
            ("县生态环境局、县财政局按职责分工负责", [("joint", "县生态环境局"), ("joint", "县财政局")]),
            ("县生态环境局负责，县财政局参与", [("lead", "县生态环境局"), ("participating", "县财政局")]),
            ("县生态环境局负责，县财政局负责配合", [("lead", "县生态环境局"), ("cooperating", "县财政局")]),
            ("县生态环境局牵头，各乡镇配合落实", [("lead", "县生态环境局"), ("cooperating", "各乡镇")]),
            ("县生态环境局牵头，各乡镇负责落实", [("lead", "县生态环境局"), ("implementing", "各乡镇")]),
            ("县生态环境局牵头，协调银行机构参与", [("lead", "县生态环境局"), ("other", "银行机构")]),
            ("县生态环境局牵头，结果报送县委宣传部备案", [("lead", "县生态环境局"), ("other", "县委宣传部")]),
            ("县生态环境局 县财政局负责", [("joint", "县生态环境局"), ("joint", "县财政局")]),
            ("县财政局和县水利局参与", [("participating", "县财政局"), ("participating", "县水利局")]),
            ("由县生态环境局牵头，县水利局协助", [("lead", "县生态环境局"), ("cooperating", "县水利局")]),
        ],
    )  # fmt: skip
    def test_role_words(self, line, expected):
        [unit] = units(f"1.推进工作。落实责任。（{line}）")
        assert bodies(unit) == expected

    def test_a_day_in_the_bracket_is_a_deadline_and_no_body(self):
        [unit] = units("1.推进工作。落实责任。（县生态环境局牵头，县住建局配合，2024年10月底前完成）")
        assert bodies(unit) == [("lead", "县生态环境局"), ("cooperating", "县住建局")]
        assert [(one.kind, one.date) for one in unit.deadlines] == [("by", "2024-10-31")]


class TestNumbers:
    @pytest.mark.parametrize("number", ["1.", "1．", "１.", "1、", "（1）", "（一）", "第三条 ", "①", "2.1 "])
    def test_styles_of_numbers(self, number):
        [unit] = units(f"{number}推进工作。落实责任。（县生态环境局负责）")
        assert unit.title == "推进工作"
        assert bodies(unit) == [("lead", "县生态环境局")]

    def test_chapters_and_articles_in_traditional_characters(self):
        found = read_text(
            "沃川縣土壤污染防治行動計劃\n第一章 總體要求\n第一條 到2025年，受污染耕地安全利用率達到93%左右。\n"
            "第二章 主要任務\n"
            "第二條 開展詳查。完成調查。（縣生態環境局牽頭，縣農業農村局、國土局等部門參與，各鄉鎮人民政府負責落實）\n"
        )
        goal, task = found.units
        assert (goal.kind, goal.targets[0].comparator, goal.targets[0].value) == ("goal", "~", "93")
        assert bodies(task)[:2] == [("lead", "縣生態環境局"), ("participating", "縣農業農村局")]
        assert [body.canonical for body in task.bodies] == ["县生态环境局", "县农业农村局", "县自然资源局", None]
        assert found.title == "沃川縣土壤污染防治行動計劃"

    def test_small_items_without_lines_of_their_own_are_text_of_their_item(self):
        [unit] = units("1.推进修复\n（1）完成试点项目3个。\n（2）修复土壤不少于5万吨。\n（县生态环境局牵头）")
        assert [(one.comparator, one.value, one.unit) for one in unit.targets] == [
            (">=", "3", "个"),
            (">=", "5", "万吨"),
        ]
        assert bodies(unit) == [("lead", "县生态环境局")]

    def test_a_day_or_a_level_is_no_number(self):
        [unit] = units(
            "1.推进工作\n2024年底前完成。\n二、三级保护区内同样管理。\n3.5万亩以上的先行。（县生态环境局负责）"
        )
        assert unit.text.count("\n") == 2

    def test_lines_of_contents_are_front_matter(self):
        text = (
            "沃川县土壤污染防治工作方案\n目录\n一、工作目标........1\n二、主要任务........3\n一、工作目标\n稳定向好。\n"
        )
        text += "二、主要任务\n1.排查。查清。（县生态环境局负责）"
        assert [unit.kind for unit in read_text(text).units] == ["goal", "task"]


class TestTables:
    ROWS = (
        "序号\t工作任务\t具体措施\t牵头单位\t配合单位\t完成时限\n"
        "1\t开展排查\t对涉镉企业逐家排查\t县生态环境局\t县工信局、各乡镇\t2024年6月底\n"
        "2\t安全利用\t落实措施2.3万亩\t县农业农村局\t县财政局\t2024年12月底\n"
    )

    @pytest.mark.parametrize("divider", ["\t", "|", " | "])
    def test_each_row_is_a_unit(self, divider):
        first, second = units(self.ROWS.replace("\t", divider))
        assert (first.number, first.title, first.text) == ("1", "开展排查", "对涉镉企业逐家排查")
        assert bodies(first) == [("lead", "县生态环境局"), ("cooperating", "县工信局"), ("cooperating", "各乡镇")]
        assert [one.date for one in second.deadlines] == ["2024-12-31"]
        assert (second.targets[0].value, second.targets[0].unit, second.targets[0].by) == ("2.3", "万亩", "2024-12-31")


class TestHeadAndTail:
    LETTER = (
        "沃政发〔2024〕5号\n沃川县人民政府办公室\n关于印发沃川县2024年土壤污染防治工作方案的通知\n各乡镇人民政府：\n现将方案印发给你们。\n"
        "沃川县人民政府办公室\n二〇二四年三月五日\n"
    )
    PLAN = HEAD + "1.推进工作。落实责任。（县生态环境局负责）\n"
    TAIL = "附件：任务分工表\n抄送：县委办公室。\n沃川县人民政府办公室\n2024年3月6日印发\n"

    def test_letter_and_tail_are_no_units(self):
        found = read_text(self.LETTER + self.PLAN + self.TAIL)
        assert len(found.units) == 1
        assert (found.doc_number, found.issuer, found.date) == (
            "沃政发〔2024〕5号",
            "沃川县人民政府办公室",
            "2024-03-05",
        )
        assert (found.place, found.year) == ("沃川县", 2024)

    def test_two_plans_in_one_file_are_refused_with_the_line_of_the_second(self):
        other = self.PLAN.replace("土壤污染防治工作方案", "水污染防治工作方案")
        with pytest.raises(Refused) as refused:
            read_text(self.PLAN + other, name="plan.txt")
        [problem] = refused.value.problems
        assert (problem.code, problem.where.line) == ("plans.two_plans", 4)

    @pytest.mark.parametrize(
        "text", ["", "\n\n", "镉,0.3\n铅,12", "今天天气很好。我们去公园。", "1\n2\n3", "一、二、三"]
    )
    def test_what_is_no_plan_is_refused(self, text):
        with pytest.raises(Refused) as refused:
            read_text(text)
        assert [problem.code for problem in refused.value.problems] == ["plans.not_a_plan"]

    def test_an_annex_that_is_named_but_not_there_is_reported(self):
        def codes(text):
            return [problem.code for problem in read_text(text).problems]

        assert codes(self.PLAN + "附件：任务分工表\n") == ["plans.annex_missing"]
        assert codes(self.PLAN + "附件：任务分工表\n任务分工表\n序号  任务  单位\n1  排查  县水利局\n") == []

    def test_running_heads_and_page_numbers_are_repairs(self):
        pages = (("沃川县土壤污染防治工作方案", "一、主要任务", "1.推进工作。"), ("2.加强监测。",), ("3.加强管理。",))
        lines = [
            Line((page, at), text, edge=at in (1, len(texts)))
            for page, body in enumerate(pages, 1)
            for texts in [("沃川县文件", *body, str(page))]
            for at, text in enumerate(texts, 1)
        ]
        found = assemble(Document("plan.pdf", tuple(lines)))
        assert [unit.text for unit in found.units] == ["推进工作。", "加强监测。", "加强管理。"]
        assert sum(repair.why == "page_header" for repair in found.repairs) == 6


class TestKinds:
    def test_a_chapter_that_protects_something_is_a_task(self):
        text = f"{TITLE}\n一、实施分类管理，保障农产品质量安全\n（一）加强保护。划定。（县农业农村局负责）\n"
        text += "二、强化目标考核\n（一）实行考核。通报。（县生态环境局负责）\n"
        text += "三、组织保障\n（一）加强领导。统筹。（县政府办负责）"
        assert [unit.kind for unit in read_text(text).units] == ["task", "task", "guarantee"]

    def test_goals_and_tasks_in_one_chapter(self):
        text = f"{TITLE}\n一、工作目标和主要任务\n（一）工作目标。稳定向好。\n"
        text += "（二）主要任务\n1.排查。查清。（县水利局负责）"
        assert [unit.kind for unit in read_text(text).units] == ["goal", "task"]

    def test_goals_without_a_number_before_the_first_chapter(self):
        text = f"{TITLE}\n为做好工作，制定本方案。\n工作目标：到2025年，合格率达到90%。\n"
        text += "一、开展排查\n1.排查。查清。（县水利局负责）"
        goal, task = read_text(text).units
        assert (goal.kind, goal.number, goal.title, goal.targets[0].value) == ("goal", None, "工作目标", "90")
        assert task.kind == "task"


class TestRepairs:
    def test_coded_digits_come_back_and_names_stay(self):
        found = read_text(
            "沃川县圆园员怨年土壤污染防治工作方案\n一、主要任务\n1.治理公园2019年遗留问题。花苑9月底前完成80豫，幼儿园、愿景苑、豫园不变。（县生态环境局负责）"
        )
        assert found.title == "沃川县2019年土壤污染防治工作方案"
        assert "公园2019年" in found.units[0].text
        assert "80%，幼儿园、愿景苑、豫园不变" in found.units[0].text
        assert "花苑9月底" in found.units[0].text

    def test_without_the_coding_nothing_is_restored(self):
        found = read_text(HEAD + "1.管理花园苑和豫园。按豫政〔2016〕13号办理。（县生态环境局负责）")
        assert not any(repair.why == "font_digits" for repair in found.repairs)

    def test_every_repair_says_line_before_after_and_why(self):
        [width] = read_text(HEAD + "1.完成８０％。（县生态环境局负责）").repairs
        assert (width.line, width.before, width.after, width.why) == (3, "８０％", "80%", "width")


class TestDecimalNumbers:
    """1 总体目标, 2.1 加强预防, 2.1.1 更新名录: numbers of a technical report."""

    TEXT = (
        "沃川区净土行动实施方案\n1 总体目标\n到2025年，合格率达到93%左右。\n2 重点任务\n2.1 加强预防\n"
        "2.1.1 更新名录。每年3月底前更新。责任部门：区生态环境分局；配合部门：区经信局、区应急局。\n"
        "2.2 严格准入\n2.2.1 联动监管。共享信息。责任部门：区规划和自然资源局。\n3 保障措施\n3.1 加强领导。统一部署。"
    )

    def test_levels_and_kinds(self):
        found = read_text(self.TEXT)
        assert found.chapters == ("1总体目标", "2重点任务", "3保障措施")
        assert [(unit.kind, unit.number) for unit in found.units] == [
            *(("goal", "1"), ("task", "2.1.1"), ("task", "2.2.1"), ("guarantee", "3.1")),
        ]

    def test_labels_inside_the_paragraph(self):
        task = read_text(self.TEXT).units[1]
        assert task.text == "更新名录。每年3月底前更新。"
        assert bodies(task)[0] == ("lead", "区生态环境分局")
        assert task.deadlines[0].event == "3月底前"

    def test_a_role_behind_the_name(self):
        [unit] = units("1.加强监测。布点。\n责任单位：市生态环境局（牵头）、市水务局")
        assert bodies(unit) == [("lead", "市生态环境局"), ("joint", "市水务局")]

    def test_sections_of_one_office(self):
        [unit] = units("1.强化防控。排查。（水土科、环评科，各分局）")
        assert bodies(unit) == [("joint", "水土科"), ("joint", "环评科"), ("joint", "各分局")]
