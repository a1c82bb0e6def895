"""Accounts and registration of inputs. AG-005, AG-008."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jingtu.duties.facts.government import GovernmentBody
from jingtu.duties.facts.government_farming import InputAccount
from jingtu.duties.occurrence import Occurrence
from jingtu.duties.reckoning import Day
from jingtu.problems import attention

GAOPING, ZHONGYUAN = "140581", "410102"
COVERED_BY, NO_GROWTH_BY = date(2019, 12, 31), date(2020, 12, 31)
COVERAGE = 90
"""Per cent of the sown area under soil-test advice."""


def soil_tests_and_zero_growth(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Soil-test coverage of 90 % by 2019 (Gaoping); no growth of fertilizer in 2020 (Zhongyuan)."""
    accounts = {one.year: one for one in body.farming.input_accounts or ()}
    if body.place == GAOPING:
        yield _coverage(accounts.get(2019, InputAccount()), day)
    if body.place == ZHONGYUAN:
        yield _growth(accounts.get(2019, InputAccount()), accounts.get(2020, InputAccount()), day)


def _coverage(account: InputAccount, day: Day) -> Occurrence:
    covered, total = account.soil_tested_area_mu, account.sown_area_mu
    if covered is None or not total:
        known = {"soil_tested_area_mu": covered, "sown_area_mu": total or None}
        missing = tuple(name for name, value in known.items() if value is None)
        return day.target(COVERED_BY, met=None, about="coverage", missing=missing)
    remark = attention("duties.short_of_target", reached=f"{covered}/{total}", wanted=f">= {COVERAGE} %")
    return day.target(COVERED_BY, met=100 * covered >= COVERAGE * total, about="coverage", remark=remark)


def _growth(before: InputAccount, account: InputAccount, day: Day) -> Occurrence:
    least, used = before.fertilizer_t, account.fertilizer_t
    if least is None or used is None:
        return day.target(NO_GROWTH_BY, met=None, about="growth", missing=("fertilizer_t",))
    remark = attention("duties.short_of_target", reached=f"{used} t", wanted=f"<= {least} t")
    return day.target(NO_GROWTH_BY, met=used <= least, about="growth", remark=remark)


def registration_considers_soil(body: GovernmentBody, day: Day) -> Iterator[Occurrence]:
    """Effects on soil are assessed before a pesticide or fertilizer is registered (登记评价)."""
    for one in body.farming.registrations:
        if one.registered_on is not None and one.registered_on > day.on:
            continue
        if one.soil_effects_assessed is False:
            yield day.timely(None, since=one.registered_on, about=one.number)
        else:
            missing = () if one.soil_effects_assessed else ("soil_effects_assessed",)
            yield day.standing(since=one.registered_on, about=one.number, missing=missing)
