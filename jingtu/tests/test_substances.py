"""One list of substances: every name leads to one entry, and what the law counts apart stays apart."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingtu.substances import (
    SUBSTANCES,
    UnknownSubstance,
    cas_from_date,
    cas_is_valid,
    find,
    normalised,
    substance,
    suggest,
)


def key_of(text):
    found = find(text)
    return found.key if found else None


class TestNames:
    @pytest.mark.parametrize(
        "text",
        [
            "镉",
            "Cd",
            "CD",
            "ｃｄ",
            "总镉",
            "全镉",
            "cadmium",
            "7440-43-9",
            "7440—43—9",
            "CAS号：7440-43-9",
            "镉(Cd)",
            "镉 Cd",
            "Cd（镉）",
        ],
    )
    def test_all_of_these_are_cadmium(self, text):
        assert key_of(text) == "cadmium"

    @pytest.mark.parametrize(
        "text", ["六价铬", "铬（六价）", "铬(六价)", "Cr6+", "Cr⁶⁺", "Cr(VI)", "Cr（Ⅵ）", "18540-29-9"]
    )
    def test_hexavalent_chromium_is_not_chromium(self, text):
        assert key_of(text) == "chromium_vi"

    @pytest.mark.parametrize("text", ["铬", "总铬", "Cr", "Chromium", "7440-47-3"])
    def test_total_chromium_is_chromium(self, text):
        assert key_of(text) == "chromium"

    @pytest.mark.parametrize(
        ("text", "key"),
        [
            ("甲基汞", "methylmercury"),
            ("无机砷", "inorganic_arsenic"),
            ("有效态镉", "cadmium_available"),
            ("硝酸盐（以NO₃⁻计）", "nitrate_ion"),
            ("硝酸盐（以N计）", "nitrate_nitrogen"),
            ("氟化物（以F⁻计）", "fluoride"),
            ("石油类", "petroleum"),
            ("石油烃（C10～C40）", "petroleum_hydrocarbons_c10_c40"),
            ("有机碳", "organic_carbon"),
            ("有机质", "organic_matter"),
        ],
    )
    def test_what_is_counted_apart_stays_apart(self, text, key):
        assert key_of(text) == key

    @pytest.mark.parametrize(
        "text",
        [
            "间二甲苯+对二甲苯",
            "间-二甲苯+对-二甲苯",
            "对/间-二甲苯",
            "间，对-二甲苯",
            "m,p-xylene",
            "M+P-Xylene",
            "108-38-3;106-42-3",
            "106-42-3/108-38-3",
        ],
    )
    def test_meta_and_para_xylene_together_are_one_substance(self, text):
        assert key_of(text) == "m_p_xylene"

    def test_meta_xylene_alone_is_another(self):
        assert key_of("间二甲苯") == key_of("108-38-3") == "m_xylene"

    @pytest.mark.parametrize(
        ("text", "key"),
        [
            ("苯并（ａ）芘", "benzo_a_pyrene"),
            ("1.1-二氯乙烷", "1_1_dichloroethane"),
            ("1，1，1－三氯乙烷", "1_1_1_trichloroethane"),
            ("p,p’-滴滴伊", "pp_dde"),
            ("α-六六六", "alpha_hch"),
            ("alpha-HCH", "alpha_hch"),
            ("a-六六六", "alpha_hch"),
            ("1,2一二氯乙烷", "1_2_dichloroethane"),
            ("铬(六价)(Cr6+)", "chromium_vi"),
            ("Lead, total", "lead"),
            ("T-Cd", "cadmium"),
            ("3,3-二氯联苯胺", "3_3_dichlorobenzidine"),
        ],
    )
    def test_brackets_widths_primes_and_greek_do_not_matter(self, text, key):
        assert key_of(text) == key

    def test_where_primes_are_all_that_tells_two_apart_they_are_not_guessed(self):
        assert key_of("2,3',4,4',5-五氯联苯") == "pcb_118"
        assert key_of("2,3,4,4',5-五氯联苯") == "pcb_114"
        assert key_of("2,3,4,4,5-五氯联苯") is None

    def test_two_substances_side_by_side_are_none(self):
        assert find("镉(Pb)") is None

    @pytest.mark.parametrize("text", ["", " ", "()", "Cd(mg/kg)", "1975-09-02", "7440-43-8", "土壤"])
    def test_what_is_no_name_is_nothing(self, text):
        assert find(text) is None

    @given(st.text(max_size=30))
    def test_no_text_breaks_it(self, text):
        assert find(text) in (None, *SUBSTANCES.values())
        assert set(suggest(text)) <= {one.zh for one in SUBSTANCES.values()}
        assert all(cas_is_valid(number) for number in cas_from_date(text))


class TestTheList:
    def test_no_name_leads_to_two_substances(self):
        pairs = {(normalised(name), one.key) for one in SUBSTANCES.values() for name in one.names}
        assert [name for name, count in Counter(name for name, _ in pairs).items() if count > 1] == []

    def test_every_name_of_every_substance_finds_it(self):
        lost = [name for one in SUBSTANCES.values() for name in (*one.names, one.cas) if name and find(name) != one]
        assert lost == []

    def test_every_cas_number_has_its_check_digit(self):
        numbers = [
            number for one in SUBSTANCES.values() for number in (*one.cas.split(";"), *one.cas_numbers) if number
        ]
        assert [number for number in numbers if not cas_is_valid(number)] == []

    def test_no_cas_number_stands_twice(self):
        numbers = Counter(number for one in SUBSTANCES.values() for number in one.cas_numbers)
        assert [number for number, count in numbers.items() if count > 1] == []

    def test_a_wrong_check_digit_is_seen(self):
        assert cas_is_valid("50-32-8")
        assert not cas_is_valid("50-32-9")
        assert not cas_is_valid("50328")

    @pytest.mark.shared
    def test_every_element_of_the_measurements_is_known(self, shared):
        header = (shared / "data" / "usgs_soil_0_5cm_as_reported.csv").read_text(encoding="utf-8").split("\n")[0]
        elements = [name for name in header.strip().split(",")[8:] if name != "C_Inorg"]
        assert [name for name in elements if find(name) is None] == []


class TestNearMisses:
    def test_a_misspelt_name_is_answered_with_the_right_one(self):
        assert "镉" in suggest("cadmiun")
        assert suggest("苯并芘a")[0] == "苯并[a]芘"

    def test_nothing_near_is_nothing(self):
        assert suggest("多环芳烃类") == []

    def test_an_unknown_key_names_its_neighbours(self):
        with pytest.raises(UnknownSubstance, match="镉"):
            substance("cadmum")


class TestCasNumbersThatBecameDates:
    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("1975-09-02", "75-09-2"),
            ("1975/1/4", "75-01-4"),
            ("1979年1月6日", "79-01-6"),
            ("1979-01-06 00:00:00", "79-01-6"),
        ],
    )
    def test_the_number_is_found_again(self, text, number):
        assert cas_from_date(text) == (number,)

    @pytest.mark.parametrize("text", ["2024-05-06", "1975-09-12", "1975-13-02", "1975-02-31", "75-09", "镉"])
    def test_other_dates_and_texts_are_none(self, text):
        assert cas_from_date(text) == ()
