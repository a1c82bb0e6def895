"""The decision table in answers, typed by hand: one letter per step, in the order of the procedure.

P prohibited, N not yet, C conditional, - nothing stands in the way. The steps: plan, expropriate, take back, purchase,
supply, change of use, planning permit, start of works, put to use.
"""

from __future__ import annotations

from datetime import date

import pytest

from jingtu.access.gates import outcomes
from jingtu.access.model import Answer, Step
from jingtu.access.situations import Situation, UseClass

LETTERS = {Answer.PROHIBITED: "P", Answer.NOT_YET: "N", Answer.CONDITIONAL: "C", Answer.NO_RESTRICTION_KNOWN: "-"}
ALL = "sensitive other farmland unknown"
LAW_ALONE = """
listed               sensitive        PCCCPPPPP
listed               other farmland   CCCCCCNPN
listed               unknown          NCCCNNNPN
listed_evaluated     sensitive        PCCCPPPPP
listed_evaluated     other farmland   CCCCCCCCC
listed_evaluated     unknown          NCCCNNNNN
evaluation_void      all              ----N-NNN
control_open         sensitive        NCCCNNNPN
control_open         other farmland   CCCCCCNPN
control_open         unknown          NCCCNNNPN
assessment_open      sensitive        NCCCNNNNN
assessment_open      other farmland   CCCCCCNCC
assessment_open      unknown          NCCCNNNNN
polluted             sensitive        NCCCNNNNN
polluted             other farmland   CCCCCCNNN
polluted             unknown          CCCCCCNNN
survey_ordered       all              CCCCCCNCC
suspected            all              CCCCCCCCC
key_unit             all              CCNNNNCCC
key_unit_left        all              CCNNNNNCC
key_unit_former      all              CCCCCCCCC
watch                all              CCCCCCCCC
bound_to_other_class sensitive        NCCCNNNNN
bound_to_other_class other farmland   CCCCCCCCC
bound_to_other_class unknown          CCCCCCCCC
class_unclear        all              CCCCCCCCC
delisted             all              CCCCCCCCC
aftercare            all              CCCCCCCCC
zone                 all              CCCCCCCCC
sequence             sensitive        --------C
sequence             unknown          --------C
sequence             other farmland   ---------
toxic_history        farmland         CCCCCCCCC
toxic_history        sensitive other  ---------
toxic_history        unknown          ---------
status_unknown       all              CCCCCCCCC
nothing              all              ---------
cleared              all              ---------
survey_open          sensitive        NCCCNNNNN
change_unknown       sensitive        CCCCCNCCC
survey_open_local    all              CCCCCCCCC
use_not_said         unknown          CCCCCCCCC
not_located          all              CCCCCCCCC
"""
SHANGDANG_UNDER_THE_CODE = """
listed               sensitive        PPPPPPPPP
listed               other farmland   CPPPPPNPN
listed               unknown          NPPPPPNPN
listed_evaluated     sensitive        PPPPPPPPP
listed_evaluated     other farmland   CPPPPPCCC
listed_evaluated     unknown          NPPPPPNNN
control_open         other farmland   CCCCCCNPN
assessment_open      sensitive        NCCCNNNNN
assessment_open      other farmland   CCCCCCNNC
polluted             other farmland   CCCCCCNNN
survey_ordered       all              CCCCCCNNC
key_unit_left        all              CCNNNNNNC
survey_open          sensitive        NCCCNNNNN
"""
ELSEWHERE_UNDER_THE_CODE_FROM_2026 = """
listed               other farmland   CCCCCCCPN
assessment_open      other farmland   CCCCCCCNC
survey_ordered       all              CCCCCCCNC
key_unit_left        all              CCNNNNCNC
suspected            all              CCCCCCCCC
"""
SHANXI_IN_AUTUMN_2021 = """
listed               other farmland   CNNNNNCPN
control_open         other farmland   CNNNNNCPN
assessment_open      other farmland   CNNNNNCCC
polluted             other farmland   CNNNNNCNN
survey_ordered       all              CNNNNNCCC
bound_to_other_class sensitive        NCCCNNNNN
survey_open          sensitive        NNNNNNNNN
survey_open_local    all              NNNNNNNNN
listed_evaluated     other farmland   CCCCCCCCC
"""
LIUCHENG_IN_2023 = """
listed               other farmland   CCCCNCNPN
control_open         other farmland   CCCCNCNPN
assessment_open      other farmland   CCCCNCNCC
polluted             other farmland   CCCCNCNNN
survey_ordered       all              CCCCNCNCC
"""
BEFORE_THE_SOIL_LAW = """
listed               sensitive        CCCCCCCCC
control_open         other farmland   CCCCCCCCN
assessment_open      sensitive        CCCCCCCCC
key_unit             all              CCCCCCCCC
survey_open          sensitive        CCCCCCCCC
"""
CONTEXTS = [
    ("law alone", date(2025, 3, 1), "310101", LAW_ALONE),
    ("Shangdang, Code", date(2026, 9, 1), "140404", SHANGDANG_UNDER_THE_CODE),
    ("elsewhere, Code", date(2026, 9, 1), "310101", ELSEWHERE_UNDER_THE_CODE_FROM_2026),
    ("Shanxi 2021", date(2021, 10, 15), "140581", SHANXI_IN_AUTUMN_2021),
    ("Liucheng 2023", date(2023, 7, 1), "450222", LIUCHENG_IN_2023),
    ("2018", date(2018, 6, 1), "310101", BEFORE_THE_SOIL_LAW),
]
ROWS = [(name, on, place, line.split()) for name, on, place, table in CONTEXTS for line in table.strip().splitlines()]


def letters(situation, use, on, place):
    found = [outcomes(Situation(situation), UseClass(use), step, on=on, place=place) for step in Step]
    strictest = (
        max((each.answer for each in one), key=lambda answer: answer.strictness, default=Answer.NO_RESTRICTION_KNOWN)
        for one in found
    )
    return "".join(LETTERS[one] for one in strictest)


class TestTheTableInAnswers:
    @pytest.mark.parametrize(
        ("on", "place", "cells"), [row[1:] for row in ROWS], ids=[f"{row[0]}-{'-'.join(row[3][:-1])}" for row in ROWS]
    )
    def test_a_row_answers_as_the_law_does(self, on, place, cells):
        situation, *uses, expected = cells
        for use in ALL.split() if uses == ["all"] else uses:
            assert letters(situation, use, on, place) == expected, use

    def test_every_situation_stands_here(self):
        assert {row[3][0] for row in ROWS if row[0] == "law alone"} == set(Situation)
