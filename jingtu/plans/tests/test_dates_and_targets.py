"""Deadlines and targets in the words that plans of many places use; all examples are invented."""

import pytest

from jingtu.plans.tests.reading import units


class TestTargets:
    @pytest.mark.parametrize(
        ("sentence", "expected"),
        [
            ("到2025年，合格率达到90%左右。", ("~", "90", "%", "2025-12-31")),
            ("合格率不低于90%。", (">=", "90", "%", None)),
            ("合格率超过90%。", (">", "90", "%", None)),
            ("违规率低于5%。", ("<", "5", "%", None)),
            ("违规率控制在5%以内。", ("<=", "5", "%", None)),
            ("2024年9月底前完成点位监测任务112个。", (">=", "112", "个", "2024-09-30")),
            ("年底前至少开展一次培训。", (">=", "1", "次", "2024-12-31")),
            ("督促15家单位完成排查。", (">=", "15", "家", None)),
            ("9月底前印发方案，每季度开展1次监测。", ("=", "1", "次", None)),
            ("比例控制在市级下达指标以内。", ("<=", None, None, None)),
            ("化肥使用量实现零增长。", ("<=", "0", "%", None)),
        ],
    )
    def test_comparator_value_unit_and_day(self, sentence, expected):
        [unit] = units(f"1.推进工作。{sentence}（县生态环境局负责）")
        assert [(one.comparator, one.value, one.unit, one.by) for one in unit.targets] == [expected]

    def test_numbers_that_share_their_words(self):
        [unit] = units("1.推进工作。A率和B率分别达到93%和95%。（县生态环境局负责）")
        assert [(one.quantity, one.value) for one in unit.targets] == [("A率", "93"), ("B率", "95")]

    @pytest.mark.parametrize(
        ("sentence", "quantity"),
        [
            ("每年至少开展1次自行监测", "每年开展自行监测"),
            ("每年对12处取水口开展监测", "每年对取水口开展监测"),
            ("6月10日前集中开展一次宣传", "集中开展宣传"),
            ("对监测井采样检测一次", "对监测井采样检测"),
        ],
    )
    def test_a_quantity_says_how_often_and_leaves_comparator_and_day_aside(self, sentence, quantity):
        [unit] = units(f"1.推进工作。{sentence}。（县生态环境局负责）")
        assert [target.quantity for target in unit.targets] == [quantity]

    def test_numbers_that_share_their_words_keep_the_direction(self):
        [unit] = units("1.推进工作。镉、铅等重金属排放量比2020年分别下降4%和5%。（县生态环境局负责）")
        said = [(target.quantity, target.comparator, target.value) for target in unit.targets]
        assert said == [("镉重金属排放量比2020年下降", ">=", "4"), ("铅重金属排放量比2020年下降", ">=", "5")]

    def test_a_concentration_that_is_reached_is_a_ceiling(self):
        [unit] = units("1.推进工作。PM2.5平均浓度达到35微克/立方米。（县生态环境局负责）")
        assert [(target.comparator, target.value) for target in unit.targets] == [("<=", "35")]

    def test_something_for_once_is_no_count(self):
        [unit] = units("1.推进工作。开展一次性用品整治。（县生态环境局负责）")
        assert unit.targets == ()

    def test_a_yearly_figure_does_not_take_the_day_of_another_act(self):
        [unit] = units("1.推进工作。2024年9月底前至少2个项目入库，年度执行率不低于80%。（县财政局负责）")
        assert [target.by for target in unit.targets] == ["2024-09-30", None]

    def test_a_yearly_figure_takes_the_day_in_front_of_the_whole_sentence(self):
        [unit] = units("1.推进工作。2024年12月底前，完成2个项目入库，年度执行率不低于80%。（县财政局负责）")
        assert [target.by for target in unit.targets] == ["2024-12-31", "2024-12-31"]

    def test_a_class_of_water_that_a_superior_sets_is_a_reference(self):
        [unit] = units("1.推进工作。国控点位水质类别不得低于市级下达目标。（县生态环境局负责）")
        [target] = unit.targets
        assert (target.quantity, target.comparator, target.reference) == ("国控点位水质类别", ">=", "市级下达目标")

    def test_a_superiors_number_that_must_not_be_passed(self):
        [unit] = units("1.推进工作。农药使用总量不得超过省级下达指标。（县农业农村局负责）")
        [target] = unit.targets
        assert (target.quantity, target.comparator, target.reference) == ("农药使用总量", "<=", "省级下达指标")

    def test_a_superiors_number_is_a_reference(self):
        [unit] = units("1.推进工作。2024年底前，完成市级下达的治理任务。（县生态环境局负责）")
        [target] = unit.targets
        assert (target.value, target.reference, target.by) == (None, "市级下达", "2024-12-31")

    @pytest.mark.parametrize(
        "sentence",
        ["严禁使用厚度0.01mm以下地膜。", "落实《办法》（国发〔2016〕31号）第42条。", "第二次全国污染源普查。"],
    )
    def test_numbers_that_are_no_targets(self, sentence):
        [unit] = units(f"1.推进工作。{sentence}（县生态环境局负责）")
        assert unit.targets == ()


class TestDeadlines:
    @pytest.mark.parametrize(
        ("phrase", "expected"),
        [
            ("2024年底前完成", ("by", "2024-12-31", None, None)),
            ("2024年年底前完成", ("by", "2024-12-31", None, None)),
            ("到2030年稳中向好", ("by", "2030-12-31", None, None)),
            ("2024年9月底前完成", ("by", "2024-09-30", None, None)),
            ("2024年10月前完成", ("by", "2024-09-30", None, None)),
            ("2024年10月15日前完成", ("by", "2024-10-15", None, None)),
            ("9月底前完成", ("by", "2024-09-30", None, None)),
            ("年底前完成", ("by", "2024-12-31", None, None)),
            ("2024年第三季度末完成", ("by", "2024-09-30", None, None)),
            ("2024年上半年完成", ("by", "2024-06-30", None, None)),
            ("每年更新", ("every", None, "P1Y", None)),
            ("每年11-12月报告", ("every", None, "P1Y", "11-12月")),
            ("按季度调度", ("every", None, "P3M", None)),
            ("每两年评估", ("every", None, "P2Y", None)),
            ("列入名单一年内排查", ("within", None, "P1Y", "列入名单")),
            ("收到报告后30日内审查", ("within", None, "P30D", "收到报告")),
            ("收到报告后10个工作日内审查", ("within", None, None, "收到报告")),
            ("自2023年起实施", ("during", None, "2023-01-01/..", None)),
            ("2023-2025年开展", ("during", None, "2023-01-01/2025-12-31", None)),
            ("“十四五”期间开展", ("during", None, "2021-01-01/2025-12-31", None)),
            ("动工前完成修复", ("by", None, None, "动工前")),
            ("工程施工前，责任主体要设立公告牌", ("by", None, None, "工程施工前")),
            ("对非法倾倒、违规用地线索在5日内核查", ("within", None, "P5D", "对非法倾倒、违规用地线索")),
            ("在拆除开始15个工作日前报备", ("by", None, None, "拆除开始15个工作日前")),
            ("每月20日前报送", ("every", None, "P1M", "20日前")),
            ("2024年9月至11月组织行动", ("during", None, "2024-09-01/2024-11-30", None)),
            ("2024年至少2个项目入库", ("during", None, "2024-01-01/2024-12-31", None)),
            ("全年开展培训", ("during", None, "2024-01-01/2024-12-31", None)),
            ("新发现的应当在30日内清理", ("within", None, "P30D", "新发现的")),
        ],
    )
    def test_kinds(self, phrase, expected):
        [unit] = units(f"1.推进工作。{phrase}。（县生态环境局负责）")
        assert [(one.kind, one.date, one.period, one.event) for one in unit.deadlines] == [expected]

    @pytest.mark.parametrize(
        "text", ["2024年2月30日前完成", "2024年13月底前完成", "按照《方案（2019年底前）》办理", "落实国发〔2016〕31号"]
    )
    def test_impossible_days_and_titles_are_no_deadlines(self, text):
        [unit] = units(f"1.推进工作。{text}。（县生态环境局负责）")
        assert [one.date for one in unit.deadlines if one.date] == []
