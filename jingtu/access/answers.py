"""A verdict in words and as JSON. The sentences stand in ``data/wordings.csv``, single words in ``words.toml``.

No sentence says that land is free of pollution: the best answer is that no restriction is *known*.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from jingtu.access import canonical
from jingtu.access.model import Answer, Force, Ground, Hit, Missing, Relation, Theme, ThemeState, Use, Verdict
from jingtu.duties.law import Citation
from jingtu.problems import Language, Problem

WORDS = Path(__file__).with_name("words.toml")
WORDINGS = Path(__file__).with_name("data") / "wordings.csv"
STOP: Mapping[Language, str] = {"zh": "、", "en": "; "}


def headline(verdict: Verdict, language: Language = "zh") -> str:
    """The answer in one sentence."""
    key: str = verdict.answer
    if verdict.answer is Answer.NO_RESTRICTION_KNOWN and _without_data(verdict):
        key = "NO_DATA"
    sentence = wording(
        f"headline.{key}",
        language,
        use=use(verdict.use, language),
        step=word("step", verdict.step, language),
        act=word("act", verdict.step, language),
    )
    return sentence[:1].upper() + sentence[1:]


def closing(verdict: Verdict, language: Language = "zh") -> str:
    """What is to be kept in mind about the answer."""
    return wording(f"closing.{verdict.answer}", language)


def ground(one: Ground, language: Language = "zh") -> str:
    """One reason with what it rests on, labelled where it is not law."""
    cited = STOP[language].join(citation.text(language) for citation in one.citations)
    force = one.force if cited else Force.INTERNAL
    return wording(
        f"ground.{force}",
        language,
        subject=subject(one.hit, language),
        situation=word("situation", one.situation, language),
        citation=cited,
    )


def subject(hit: Hit | None, language: Language = "zh") -> str:
    """The entry a ground is about, by kind and name."""
    if hit is None:
        return wording("subject.land", language)
    name = hit.entry.name or hit.entry.enterprise or hit.entry.code or hit.entry.id
    return wording("subject.entry", language, kind=word("kind", hit.entry.kind, language), name=name)


def relation(hit: Hit, language: Language = "zh") -> str:
    """How an entry lies to the land: overlap and shares, or distance."""
    if hit.relation is Relation.SAME and hit.overlap is not None:
        return wording("hit.overlaps", language, **_measures(hit))
    how = wording(f"how.{hit.how}", language) if f"how.{hit.how}" in _wordings() else hit.how
    key = "on_it" if hit.relation is Relation.OVERLAPS and hit.overlap is None else hit.relation
    return wording(f"hit.{key}", language, how=how, **_measures(hit))


def missing(one: Missing, language: Language = "zh") -> str:
    """What has to be supplied, and by whom."""
    return wording("missing", language, what=word("missing", one.what, language), by=word("supplier", one.by, language))


def evidence(theme: Theme, language: Language = "zh") -> str:
    """What one kind of register contributed, how old and how complete it is."""
    key = "seen" if theme.seen_on is not None else "undated"
    if theme.state is ThemeState.WITHOUT_DATA:
        key = "without_data"
    complete = {True: "yes", False: "no", None: "unknown"}[theme.complete]
    sentence = wording(
        f"evidence.{key}",
        language,
        kind=word("kind", theme.kind, language),
        state=word("theme_state", theme.state, language),
        seen_on=theme.seen_on,
        complete=wording(f"complete.{complete}", language),
    )
    return sentence + (wording("evidence.unplaced", language, count=theme.unplaced) if theme.unplaced else "")


def use(one: Use | None, language: Language = "zh") -> str:
    """A land use with its code."""
    if one is None:
        return wording("use.not_said", language)
    return f"{one.zh if language == 'zh' else one.en} {one.code}".strip()


def word(group: str, key: str, language: Language = "zh") -> str:
    """A single word of ``words.toml``."""
    return _words()[group][key][language]


def wording(key: str, language: Language, **values: object) -> str:
    """A sentence of ``data/wordings.csv`` filled in."""
    return _wordings()[key][language].format_map(values)


def plain(verdict: Verdict) -> dict[str, object]:
    """A verdict as plain values with stable keys (docs/access.md), numbers rounded, in both languages."""
    return {
        "answer": verdict.answer,
        "headline": {"zh": headline(verdict, "zh"), "en": headline(verdict, "en")},
        "step": verdict.step,
        "use": _use(verdict.use),
        "on": verdict.on,
        "place": verdict.place,
        "code": verdict.code,
        "grounds": [_ground(one) for one in verdict.grounds],
        "missing": [_missing(one) for one in verdict.missing],
        "would_change": [_both("would_change", one) for one in verdict.would_change],
        "contacts": [_hit(one) for one in verdict.contacts],
        "themes": [_theme(one, verdict.on) for one in verdict.themes],
        "problems": [_problem(one) for one in verdict.problems],
        "rules": verdict.rules,
        "key": verdict.key,
    }


def to_json(verdict: Verdict) -> bytes:
    """The verdict as canonical JSON: the same inputs give the same bytes."""
    return canonical.dumps(plain(verdict))


def _without_data(verdict: Verdict) -> bool:
    return all(one.state is ThemeState.WITHOUT_DATA for one in verdict.themes)


def _measures(hit: Hit) -> dict[str, str]:
    shares = {"share_asked": hit.share_asked, "share_entry": hit.share_entry}
    return {
        "overlap": "" if hit.overlap is None else f"{hit.overlap:,.1f}",
        "distance": "" if hit.distance is None else f"{hit.distance:.1f}",
        **{name: "" if share is None else f"{share:.1%}" for name, share in shares.items()},
    }


def _use(one: Use | None) -> dict[str, object] | None:
    if one is None:
        return None
    return {
        "scheme": one.scheme,
        "code": one.code,
        "zh": one.zh,
        "en": one.en,
        "sensitive": one.sensitive,
        "land_class": one.land_class,
        "kinds": sorted(one.kinds),
        "ask": one.ask,
        "verification": one.verification,
    }


def _ground(one: Ground) -> dict[str, object]:
    return {
        "gate": one.gate,
        "duty": one.duty,
        "answer": one.answer,
        "force": _both("force", one.force),
        "situation": _both("situation", one.situation),
        "zh": ground(one, "zh"),
        "en": ground(one, "en"),
        "citations": [_citation(cited) for cited in one.citations],
        "entry": None if one.hit is None else _hit(one.hit),
        "missing": [_missing(each) for each in one.missing],
        "remarks": [_both("remark", remark) for remark in one.remarks],
    }


def _citation(cited: Citation) -> dict[str, object]:
    return {
        "zh": cited.text("zh"),
        "en": cited.text("en"),
        "place": cited.instrument.place,
        "valid_from": cited.period.start,
        "valid_before": cited.period.before,
        "text_read": cited.text_read,
    }


def _hit(hit: Hit) -> dict[str, object]:
    entry = hit.entry
    return {
        "id": entry.id,
        "kind": entry.kind,
        "code": entry.code,
        "name": entry.name,
        "stage": entry.stage,
        "relation": hit.relation,
        "overlap_m2": _rounded(hit.overlap, 2),
        "share_asked": _rounded(hit.share_asked, 6),
        "share_entry": _rounded(hit.share_entry, 6),
        "width_m": _rounded(hit.width, 3),
        "distance_m": _rounded(hit.distance, 2),
        "how": hit.how,
        "score": _rounded(hit.score, 3),
        "seen_on": entry.seen_on,
        "source": {"file": entry.source.file, "sheet": entry.source.sheet, "cell": entry.source.cell},
    }


def _missing(one: Missing) -> dict[str, object]:
    return {"what": _both("missing", one.what), "by": _both("supplier", one.by)}


def _theme(one: Theme, on: date) -> dict[str, object]:
    return {
        "kind": one.kind,
        "state": one.state,
        "complete": one.complete,
        "seen_on": one.seen_on,
        "age_days": None if one.seen_on is None else (on - one.seen_on).days,
        "unplaced": one.unplaced,
    }


def _problem(one: Problem) -> dict[str, object]:
    return {"code": one.code, "severity": one.severity, "zh": one.text("zh"), "en": one.text("en")}


def _both(group: str, key: str) -> dict[str, str]:
    return {"key": key, "zh": word(group, key, "zh"), "en": word(group, key, "en")}


def _rounded(number: float | None, digits: int) -> float | None:
    return None if number is None else round(number, digits)


@cache
def _words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


@cache
def _wordings() -> Mapping[str, Mapping[str, str]]:
    with WORDINGS.open(encoding="utf-8", newline="") as lines:
        return {row["key"]: row for row in csv.DictReader(lines)}
