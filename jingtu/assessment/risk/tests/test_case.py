"""Cases as people write them: understood with their units, or refused with place and remedy; nothing passed over."""

from pathlib import Path

import pytest

from jingtu.assessment.risk.case import read
from jingtu.problems import Refused, Severity
from jingtu.science.monte_carlo_distributions import Empirical, Lognormal, Normal
from jingtu.science.risk_options import CrackPorosity, LandClass, SubstanceData
from jingtu.science.risk_pathways import Medium, Pathway

ROOT = Path(__file__).resolve().parents[4]
BENZENE = '\n[[substances]]\nname = "苯"\nsoil = "1 mg/kg"\n'


@pytest.fixture
def case(tmp_path):
    def made(text, substances=BENZENE, *, land_class="land_class = 1\n", encoding="utf-8"):
        path = tmp_path / "case.toml"
        path.write_bytes((land_class + text + substances).encode(encoding))
        return read(path)

    return made


def codes(problems, severity=Severity.ERROR):
    return [one.code.removeprefix("risk.") for one in problems if one.severity is severity]


def refused(case, text, *given, **named):
    with pytest.raises(Refused) as found:
        case(text, *given, **named)
    return codes(found.value.problems)


class TestUnderstood:
    def test_everything_that_may_stand_in_a_case(self, case):
        found = case(
            'title = "地块"\npathways = ["ois", "iiv1"]\n'
            '[options]\ncrack_porosity = "crack"\nsubstance_data = "gb36600_fit"\n'
            '[parameters]\nLs = "1 m"\nd = "unknown"\nBWc = {value = "20 kg", source = "体检"}\n'
            '[sensitivity]\nchange = "10 %"\n'
            "[monte_carlo]\ndraws = 500\nseed = 3\n"
            '[monte_carlo.parameters]\nBWa = {kind = "normal", mean = "62000 g", sd = "9 kg", least = "40 kg"}\n',
            '[[substances]]\nname = "71-43-2"\nsurface = "2000 ug/kg"\nsubsurface = "1 mg/kg"\n'
            'groundwater = "3 ug/L"\nwater_limit = "10 ug/L"\n'
            'draws.surface = {kind = "lognormal", median = "2 mg/kg", gsd = 2}\n',
        )
        site, [one] = found.site, found.substances
        assert (site.title, site.land_class, site.change) == ("地块", LandClass.FIRST, 0.1)
        assert site.pathways == (Pathway.OIS, Pathway.IIV1)
        assert (site.options.crack_porosity, site.options.substance_data) == (
            CrackPorosity.CRACK,
            SubstanceData.GB36600_FIT,
        )
        assert (site.parameters.ls, site.parameters.d, site.parameters.child.bw) == (100, None, 20)
        assert (site.given["BWc"].source, site.given["Ls"].text) == ("体检", "1 m")
        assert (site.run.draws, site.run.seed) == (500, 3)
        assert site.drawn["BWa"] == Normal(62, 9, least=40)
        assert (one.key, one.water_limit) == ("benzene", 0.01)
        assert (one.concentrations.surface, one.concentrations.subsurface, one.concentrations.groundwater) == (
            2,
            1,
            0.003,
        )
        assert one.drawn[0].distribution == Lognormal(2, 2)
        assert [(of.media, of.distribution) for of in one.drawn[1:]] == [
            ((Medium.SUBSURFACE,), 1.0),
            ((Medium.GROUNDWATER,), 0.003),
        ]
        assert found.problems == ()

    def test_soil_stands_for_both_layers_and_one_draw(self, case):
        [one] = case(
            "[monte_carlo]\n",
            '[[substances]]\nname = "镍"\nsoil = "100 mg/kg"\n'
            'draws.soil = {kind = "empirical", values = ["90 mg/kg", "120 mg/kg"]}\n',
        ).substances
        assert (one.concentrations.surface, one.concentrations.subsurface, one.concentrations.groundwater) == (
            100,
            100,
            None,
        )
        assert [(of.media, of.distribution) for of in one.drawn] == [
            ((Medium.SURFACE, Medium.SUBSURFACE), Empirical((90.0, 120.0)))
        ]

    def test_a_distribution_may_say_where_it_comes_from(self, case):
        told = '[monte_carlo.parameters]\nBWa = {kind = "normal", mean = "62 kg", sd = "9 kg", source = "体检"}\n'
        assert case(told).site.drawn["BWa"] == Normal(62, 9)

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
    def test_encodings(self, case, encoding):
        assert case("", encoding=encoding).substances[0].name == "苯"

    def test_own_data_with_their_source(self, case):
        [one] = case(
            "",
            '[[substances]]\nname = "锌"\nsoil = "300 mg/kg"\ngroup = "METAL_INORG"\n'
            '[substances.data]\nRfDo = {value = "0.3 mg/(kg·d)", source = "IRIS"}\n'
            'ABSgi = {value = 1, source = "IRIS"}\n',
        ).substances
        assert (one.data.rfdo, one.data.abs_gi, one.data.sfo) == (0.3, 1, None)
        assert one.data.changed == {"RfDo": "IRIS", "ABSgi": "IRIS"}

    def test_a_value_of_the_table_may_be_taken_away(self, case):
        [one] = case("", BENZENE + 'data.SFo = {value = "none", source = "专家意见"}\n').substances
        assert one.data.sfo is None

    def test_lead_is_read_and_not_covered(self, case):
        found = case("", '[[substances]]\nname = "铅"\nsoil = "300 mg/kg"\n')
        assert found.substances[0].data is None
        assert found.problems == ()

    @pytest.mark.parametrize("path", ["jingtu/assessment/risk/template.toml", "examples/risk/case.toml"])
    def test_template_and_example_have_no_problems(self, path):
        assert read(ROOT / path).problems == ()


class TestAskedAfter:
    def test_a_value_far_from_its_default(self, case):
        found = case('[parameters]\nrho_b = "1.5 mg/L"\nPws = "0.01 %"\n')
        assert codes(found.problems, Severity.ATTENTION) == ["far_from_default", "far_from_default"]

    @pytest.mark.parametrize(("depth", "asked"), [("5.1 m", True), ("5 m", False), ("0.5 m", False)])
    def test_ten_times_off_is_the_edge(self, case, depth, asked):
        told = codes(case(f'[parameters]\nLs = "{depth}"\n').problems, Severity.ATTENTION)
        assert told == (["far_from_default"] if asked else [])

    def test_depths_that_do_not_add_up_are_not_corrected(self, case):
        found = case('[parameters]\nLgw = "4 m"\n')
        assert codes(found.problems, Severity.ATTENTION) == ["depths_differ"]
        assert (found.site.parameters.lgw, found.site.parameters.hv) == (400, 295)

    def test_draws_without_a_run(self, case):
        found = case("", BENZENE + 'draws.soil = {kind = "uniform", least = "1 mg/kg", most = "2 mg/kg"}\n')
        assert codes(found.problems, Severity.ATTENTION) == ["draws_unused"]


class TestRefusedAsAWhole:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ('[parameters]\nLs = "1 kg"\n', "unit_wrong"),
            ("[parameters]\nLs = 100\n", "unit_missing"),
            ('[parameters]\nLs = "1 furlong"\n', "unit_unknown"),
            ('[parameters]\nLs = "deep"\n', "number_unreadable"),
            ('[parameters]\nls = "1 m"\n', "key_unknown"),
            ('[parameters]\nLs = {value = "1 m", by = "me"}\n', "key_unknown"),
            ('[parameters]\nPws = "120 %"\n', "parameter_bounds"),
            ('[parameters]\nEFa = "400 d/a"\n', "parameter_bounds"),
            ('[parameters]\nBWa = "unknown"\n', "number_unreadable"),
            ('[options]\ncrack_porosity = "wall"\n', "choice_unknown"),
            ('[options]\ncrack = "soil"\n', "key_unknown"),
            ('options = "soil"\n', "not_a_table"),
            ('pathways = ["oral"]\n', "pathway_unknown"),
            ("pathways = []\n", "pathways_none"),
            ("lnad_class = 2\n", "key_unknown"),
            ("[sensitivity]\nchange = 0\n", "change_bad"),
            ("[sensitivity]\nchange = 1\n", "change_bad"),
            ("[monte_carlo]\ndraws = 10\n", "draws_bad"),
            ('[monte_carlo]\nseed = "a"\n', "number_unreadable"),
            ("[monte_carlo]\nseed = -1\n", "number_unreadable"),
            (f"[monte_carlo]\nseed = {2**63}\n", "number_unreadable"),
            ("[parameters]\nATca = inf\n", "number_unreadable"),
            ("[parameters]\nATca = 1979-05-27\n", "number_unreadable"),
            ('[monte_carlo.parameters]\nBWa = "60 kg"\n', "distribution_unknown"),
            ('[monte_carlo.parameters]\nBWa = {kind = "beta"}\n', "distribution_unknown"),
            ('[monte_carlo.parameters]\nBWa = {kind = "uniform", least = "50 kg"}\n', "distribution_incomplete"),
            (
                '[monte_carlo.parameters]\nBWa = {kind = "uniform", least = "50 kg", most = "40 kg"}\n',
                "distribution_bad",
            ),
            ('[monte_carlo.parameters]\nBWa = {kind = "normal", mean = "50 kg", sd = "90 kg"}\n', "parameter_bounds"),
            ('[monte_carlo.parameters]\nBWa = {kind = "normal", mean = [], sd = "9 kg"}\n', "number_unreadable"),
            (
                '[monte_carlo.parameters]\nBWa = {kind = "normal", mean = ["50 kg", "60 kg"], sd = "9 kg"}\n',
                "number_unreadable",
            ),
            ('[monte_carlo.parameters]\nBWa = {kind = "empirical", values = []}\n', "distribution_bad"),
            ('[monte_carlo.parameters]\nBW = {kind = "uniform", least = "50 kg", most = "60 kg"}\n', "key_unknown"),
        ],
    )
    def test_what_is_wrong_with_the_site(self, case, text, code):
        assert refused(case, text) == [code]

    @pytest.mark.parametrize("land_class", ["", "land_class = 3\n", 'land_class = "1"\n', "land_class = true\n"])
    def test_the_class_of_land(self, case, land_class):
        assert refused(case, "", land_class=land_class) == ["land_class"]

    def test_children_on_second_class_land(self, case):
        told = refused(case, '[parameters]\nBWc = "19 kg"\n', land_class="land_class = 2\n")
        assert told == ["parameter_class"]

    def test_all_of_it_at_once(self, case):
        assert refused(case, 'pathways = ["x"]\n[parameters]\nLs = "1 kg"\nER = 12\n') == [
            "pathway_unknown",
            "unit_wrong",
            "unit_missing",
        ]

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"land_class = \n", "not_toml"),
            (b"a = " + b"[" * 100_000, "not_toml"),
            (b"a = " + b"1" * 10_000, "not_toml"),
            (b"\xff\xfe\x00l\x00", "not_text"),
            (b"#" * 2_000_001, "file_too_large"),
        ],
    )
    def test_a_file_that_is_no_case(self, tmp_path, content, code):
        path = tmp_path / "case.toml"
        path.write_bytes(content)
        with pytest.raises(Refused) as found:
            read(path)
        assert codes(found.value.problems) == [code]


class TestASubstanceRefused:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ('name = "笨"\nsoil = "1 mg/kg"\n', "substance_unknown"),
            ('soil = "1 mg/kg"\n', "substance_unknown"),
            ('name = "甲苯"\n', "nothing_measured"),
            ('name = "甲苯"\nsoil = "1 mg/L"\n', "unit_wrong"),
            ('name = "甲苯"\nsoil = 1\n', "unit_missing"),
            ('name = "甲苯"\nsoil = "<1 mg/kg"\n', "number_unreadable"),
            ('name = "甲苯"\nsoil = "-1 mg/kg"\n', "concentration_bad"),
            ('name = "甲苯"\nsoil = "1001 g/kg"\n', "concentration_impossible"),
            ('name = "甲苯"\nsoil = "1 mg/kg"\nsurface = "1 mg/kg"\n', "medium_twice"),
            ('name = "甲苯"\nsoil = "1 mg/kg"\ndepth = "1 m"\n', "key_unknown"),
            ('name = "甲苯"\nsoil = "1 mg/kg"\nwater_limit = "0 mg/L"\n', "not_positive"),
            ('name = "锌"\nsoil = "1 mg/kg"\n', "no_data_here"),
            ('name = "甲苯"\nsoil = "1 mg/kg"\ndata.RfDo = "1 mg/(kg.d)"\n', "source_missing"),
            ('name = "甲苯"\nsoil = "1 mg/kg"\ndata.RfDo = {value = "1 mg/kg", source = "a"}\n', "unit_wrong"),
            ('name = "甲苯"\nsoil = "1 mg/kg"\ndata.RfDo = {value = "0 mg/(kg.d)", source = "a"}\n', "property_bounds"),
            ('name = "甲苯"\nsoil = "1 mg/kg"\ndata.RFD = {value = "1 mg/(kg.d)", source = "a"}\n', "key_unknown"),
            ('name = "甲苯"\nsurface = "1 mg/kg"\ndraws.soil = {kind = "uniform"}\n', "draws_unmeasured"),
        ],
    )
    def test_the_others_stay(self, case, text, code):
        found = case("", f"[[substances]]\n{text}{BENZENE}")
        assert codes(found.problems) == [code]
        assert [one.key for one in found.substances] == ["benzene"]

    def test_twice_is_neither(self, case):
        found = case("", BENZENE + '[[substances]]\nname = "71-43-2"\nsoil = "2 mg/kg"\n')
        assert codes(found.problems) == ["substance_twice"]
        assert found.substances == ()

    def test_none_at_all(self, case):
        assert codes(case("", "").problems) == ["no_substances"]
