"""Sources found again through the whole way, what is too little for them, and ratios."""

from dataclasses import replace

import numpy as np
import pytest

from jingtu.assessment.sources.prepare import Uncertain, ready
from jingtu.assessment.sources.reckon import Asked, sources
from jingtu.assessment.sources.tests.test_prepare import table
from jingtu.problems import Refused
from jingtu.science.pmf import Options
from jingtu.science.pmf_bootstrap import Resampling
from jingtu.science.pmf_table import Strength

ASKED = Asked(factors=2, options=Options(starts=4), resampling=Resampling(resamples=10))
PROFILES = np.array([[10.0, 5.0, 0.0, 2.0], [0.0, 4.0, 8.0, 2.0]])


def mixed(samples=60):
    rng = np.random.default_rng(2)
    contributions = rng.lognormal(0, 1, (samples, 2)) * (rng.random((samples, 2)) < 0.7) + 0.01
    values = contributions @ PROFILES
    sigma = 0.05 * values + 0.01
    return table(values + rng.normal(0, sigma), sigma)


@pytest.fixture(scope="module")
def prepared():
    return ready(mixed(), Uncertain())


@pytest.fixture(scope="module")
def found(prepared):
    return sources(prepared, replace(ASKED, ratios=((0, 1), (2, 0))))


class TestFound:
    def test_sources_residuals_and_fit(self, found):
        first = int(np.argmax(found.found.shares[:, 0]))
        assert found.found.shares[first, [0, 2]].tolist() == pytest.approx([1, 0], abs=0.05)
        assert found.found.q_true == pytest.approx(found.found.q_expected, rel=0.25)
        assert (found.residuals**2).sum() == pytest.approx(found.found.q_true)
        assert (found.fit > 0.98).all()
        assert (found.again.found_again > 0.9).all()
        assert found.problems == ()

    def test_ratios_in_factors_are_those_of_the_profiles(self, found):
        first = int(np.argmax(found.found.shares[:, 0]))
        one, other = found.ratios
        assert one.factors[first] == pytest.approx(2, rel=0.05)
        assert one.factors[1 - first] == pytest.approx(0, abs=0.05)
        assert one.samples.n + one.left_out == 60
        assert (other.numerator, other.denominator) == (2, 0)

    def test_the_same_seed_gives_the_same_answer_and_no_resampling_none(self, prepared):
        one, two = (sources(prepared, replace(ASKED, seed=3, resampling=None)) for _ in range(2))
        assert one.again is None
        assert one.found.profiles.tobytes() == two.found.profiles.tobytes()

    def test_a_weak_species_counts_with_three_times_its_uncertainty_and_is_said(self):
        of = mixed()
        weak = ready(of, Uncertain(), chosen={3: Strength.WEAK, 2: Strength.BAD})
        found = sources(weak, replace(ASKED, factors=1, resampling=None))
        assert found.species == (0, 1, 3)
        assert found.uncertainties[:, 2].tolist() == pytest.approx((3 * of.uncertainties[:, 3]).tolist())
        assert {"sources.weak", "sources.bad"} <= {one.code for one in found.problems}


class TestRefused:
    @pytest.mark.parametrize(("samples", "factors", "good"), [(5, 2, True), (4, 2, False), (60, 4, False)])
    def test_there_must_be_more_numbers_than_unknowns(self, samples, factors, good):
        # 5 × 4 = 20 > 2 × 9; 4 × 4 = 16 = 2 × 8; and fewer factors than species
        prepared = ready(mixed(samples), Uncertain(), chosen=dict.fromkeys(range(4), Strength.STRONG))
        asked = replace(ASKED, factors=factors, resampling=None)
        if good:
            assert sources(prepared, asked).found.profiles.shape == (2, 4)
        else:
            with pytest.raises(Refused, match=f"不够解析 {factors} 个因子"):
                sources(prepared, asked)

    def test_all_species_bad_as_told_or_by_their_noise(self):
        with pytest.raises(Refused, match="全部元素都被列为差"):
            ready(mixed(), Uncertain(), chosen=dict.fromkeys(range(4), Strength.BAD))
        of = mixed()
        with pytest.raises(Refused, match="全部元素都被列为差"):
            sources(ready(replace(of, uncertainties=np.abs(of.values) * 2 + 1), Uncertain()), ASKED)

    def test_a_ratio_of_two_units(self):
        prepared = ready(replace(mixed(), units=("mg/kg", "ug/kg", "mg/kg", "mg/kg")), Uncertain())
        with pytest.raises(Refused, match="比值 A/B 的两个元素单位不同"):
            sources(prepared, replace(ASKED, ratios=((0, 1),)))
