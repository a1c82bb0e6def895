"""Limits and monitoring of emissions, mercury, cleaner-production audits. HM-012 to HM-015, HM-020 to HM-023."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from jingtu.duties.facts.metal_enterprise import MetalEnterprise
from jingtu.duties.facts.metal_records import DischargeStandard, EmissionResult, MercuryAccount, Method, Pollutant
from jingtu.duties.facts.subject import Yearly
from jingtu.duties.known import happened, naming, review
from jingtu.duties.occurrence import Occurrence, State
from jingtu.duties.parameters import Basis, Parameter
from jingtu.duties.reckoning import Day, Held
from jingtu.duties.spans import months, years
from jingtu.problems import attention

AREA_START = "area.start_date"
PM_DEADLINE = "city.pm_auto_deadline"
SPECIAL_LIMITS = frozenset(
    {DischargeStandard.LEAD_ZINC, DischargeStandard.COPPER_NICKEL_COBALT, DischargeStandard.INORGANIC_CHEMISTRY}
)
MERCURY_BASELINE = Fraction(4914, 100)
"""[g of mercury per tonne of PVC]"""


def special_limits(enterprise: MetalEnterprise, day: Day) -> Iterator[Occurrence]:
    """Special emission limits in the areas named, from the day set for them (特别排放限值)."""
    inside, standards = enterprise.in_special_limit_area, enterprise.standards
    if inside and not standards:
        yield review("standards")
    elif inside is None and not SPECIAL_LIMITS.isdisjoint(standards):
        yield review("in_special_limit_area")
    elif inside and not SPECIAL_LIMITS.isdisjoint(standards):
        yield from _specially_limited(enterprise, day)


def _specially_limited(enterprise: MetalEnterprise, day: Day) -> Iterator[Occurrence]:
    text, basis = day.parameters.value(AREA_START, place=day.place, on=day.on)
    if text is None:
        yield day.standing(missing=(AREA_START,))
        return
    start = date.fromisoformat(text)
    if start <= day.on:
        yield day.standing(since=start)._replace(basis=basis)
        for result in enterprise.emission_results:
            if happened(result.sampled_on, day.on) and result.sampled_on >= start:
                yield from _within_special_limit(result, day, basis)


def _within_special_limit(result: EmissionResult, day: Day, basis: Basis) -> Iterator[Occurrence]:
    value, limit = result.concentration, result.special_limit
    if value is None or limit is None:
        missing = "concentration" if value is None else "special_limit"
        yield review(missing, about=result.about, since=result.sampled_on, basis=basis)
    elif value > limit:
        found = day.breach(result.sampled_on, ended=result.complied_again_on, about=result.about)
        yield found._replace(basis=basis)


def key_discharger_list(enterprise: MetalEnterprise, day: Day) -> Iterator[Occurrence]:
    """Toxic emitters named on each year's list of key dischargers (重点排污单位名录)."""
    air, water = enterprise.toxic_air, enterprise.toxic_water
    if air or water:
        lists = day.annual((3, 31), enterprise.key_discharger_lists, basis=Basis.DEFAULT)
        yield from naming("key_discharger_lists", lists)
    elif air is None or water is None:
        known = {"toxic_air": air, "toxic_water": water}
        yield review(*(name for name, value in known.items() if value is None), basis=Basis.DEFAULT)


def particulate_monitoring(enterprise: MetalEnterprise, day: Day) -> Iterator[Occurrence]:
    """Key dischargers to air monitor particulates automatically, on the network (自动监测并联网)."""
    listed = enterprise.air_key_listed_on
    if happened(listed, day.on):
        parts = {
            "installed": enterprise.particulate_monitor_installed_on,
            "networked": enterprise.particulate_monitor_networked_on,
        }
        for about, done in parts.items():
            found = day.by(Parameter(PM_DEADLINE), done=done, about=about, since=listed)
            yield _not_late_before_listing(found, listed, day)


def _not_late_before_listing(found: Occurrence, listed: date, day: Day) -> Occurrence:
    """A city's deadline that had passed before the enterprise was listed binds it without a day."""
    if found.nominal is None or found.nominal >= listed:
        return found
    if found.open:
        return review(PM_DEADLINE, about=found.about, since=listed, basis=found.basis)
    return day.timely(found.done, since=listed, about=found.about, basis=found.basis)


def accounted_from_monitoring(enterprise: MetalEnterprise, day: Day) -> Iterator[Occurrence]:
    """Particulates of each year accounted from the automatic data of that year (自动监测数据核算)."""
    networked = enterprise.particulate_monitor_networked_on
    if happened(networked, day.on):
        accounts = [
            Yearly(one.year, one.accounted_on)
            for one in enterprise.accounts
            if one.pollutant is Pollutant.PARTICULATES and one.method is Method.AUTOMATIC
        ]
        held = _reports_due(networked, enterprise.closed_on)
        for found in day.annual(Parameter("city.pm_accounting_day"), accounts, held=held, lag=1):
            yield found._replace(since=networked)


def _reports_due(start: date, end: date | None) -> Held:
    """The days on which reports on a year fall due in the next, from the year of the start to that of the end."""
    return Held(date(start.year, 12, 31), end and date(end.year + 1, 12, 31))


def audit_started(enterprise: MetalEnterprise, day: Day) -> Iterator[Occurrence]:
    """Information published within one month of the list, the audit started within two (公示、启动审核)."""
    for audit in enterprise.audits:
        if happened(audit.listed_on, day.on):
            publicity, start = f"{audit.about} publicity".strip(), f"{audit.about} start".strip()
            yield day.within(months(1), audit.listed_on, done=audit.published_on, about=publicity)
            yield day.within(months(2), audit.listed_on, done=audit.started_on, about=start)


def audit_finished(enterprise: MetalEnterprise, day: Day) -> Iterator[Occurrence]:
    """The audit finished and reported within a year of the list (完成审核)."""
    for audit in enterprise.audits:
        if happened(audit.listed_on, day.on):
            yield day.within(years(1), audit.listed_on, done=audit.reported_on, about=audit.about)


def audit_interval(enterprise: MetalEnterprise, day: Day) -> Iterator[Occurrence]:
    """At most five years from one audit report to the next (审核间隔)."""
    reports = tuple(one.reported_on for one in enterprise.audits if happened(one.reported_on, day.on))
    if reports:
        yield from day.every(years(5), reports)


def mercury_use(enterprise: MetalEnterprise, day: Day) -> Iterator[Occurrence]:
    """Mercury per tonne of PVC accounted for each year, not above 49.14 g and not rising (单位产品用汞量)."""
    since, accounts = enterprise.pvc_since, enterprise.mercury_accounts
    if happened(since, day.on):
        reports = None if accounts is None else [Yearly(one.year, one.reported_on) for one in accounts]
        held = _reports_due(since, enterprise.closed_on)
        for found in day.annual(Parameter("province.hg_report_day"), reports, held=held, lag=1):
            yield from naming("mercury_accounts", [found._replace(since=since)])
        yield from _too_much_mercury(accounts or (), day.on)


def _too_much_mercury(accounts: tuple[MercuryAccount, ...], on: date) -> Iterator[Occurrence]:
    """Years whose use cannot be told, lies above the baseline or above that of the year before."""
    known = sorted(
        (one for one in accounts if one.reported_on is None or one.reported_on <= on), key=lambda one: one.year
    )
    most = MERCURY_BASELINE
    for account in known:
        about, use = f"{account.year} mercury per tonne", _per_tonne(account)
        if use is None:
            yield review("mercury_g" if account.mercury_g is None else "pvc_g", about=about)
            continue
        if use > most:
            remark = attention("duties.short_of_target", reached=_shown(use), wanted=f"≤ {_shown(most)}")
            yield Occurrence(about, State.MISSING, account.reported_on, open=True, remark=remark)
        most = min(MERCURY_BASELINE, use)


def _shown(use: Fraction) -> str:
    return f"{Decimal(use.numerator) / use.denominator:.4f} g/t"


def _per_tonne(account: MercuryAccount) -> Fraction | None:
    """[g of mercury per tonne of PVC]"""
    if account.mercury_g is None or not account.pvc_g:
        return None
    return Fraction(account.mercury_g * 1_000_000, account.pvc_g)
