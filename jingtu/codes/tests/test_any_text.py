"""Whatever is typed, a checker answers: a code that it takes again as it stands, or an error with all its sentences."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jingtu.codes import (
    cas_number,
    credit_code,
    division_code,
    industry_code,
    organisation_code,
    parcel_code,
    permit_number,
)
from jingtu.problems import Severity

CHECKERS = (cas_number, credit_code, division_code, industry_code, organisation_code, parcel_code, permit_number)
# Text of any script, text that looks like codes, and the numbers that spreadsheets hand over.
TYPED = st.text(max_size=24) | st.text("0123456789ABXIO-. E+", max_size=24) | st.floats() | st.integers(0, 10**19)


@pytest.mark.parametrize("checker", CHECKERS)
class TestAnyText:
    @settings(max_examples=60)
    @given(TYPED)
    @example("1404041260001")
    @example("91140404MA0DEM013C001P")
    @example("７４４０－４３－９")
    @example("1E99")
    @example("٣٤٥٦٧٨")
    @example("²³")
    def test_it_is_taken_or_refused_with_a_reason(self, checker, typed):
        checked = checker(typed)
        errors = [problem for problem in checked.problems if problem.severity is Severity.ERROR]
        assert checked.ok is not bool(errors)
        for problem, language in ((problem, language) for problem in checked.problems for language in ("zh", "en")):
            assert problem.text(language)
        if checked.ok:
            assert checked.code.isascii()
            assert checker(checked.code).code == checked.code
