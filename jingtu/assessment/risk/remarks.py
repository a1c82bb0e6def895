"""What has to be said beside the numbers of a case: what was not assessed, and what a number does not mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jingtu.assessment.risk.reckon import OPEN, Answer, Outcome, Reckoned
from jingtu.assessment.risk.words import figure, name, pathway, words
from jingtu.problems import Language
from jingtu.science.risk_options import Effect
from jingtu.science.risk_pathways import Medium

FITTED = "fit"
SOIL = (Medium.SURFACE, Medium.SUBSURFACE)
JOIN = {"zh": "、", "en": ", "}


def remarks(outcomes: Sequence[Outcome], *, drawn: bool, language: Language) -> list[str]:
    """In the order of the substances; what holds for the draws last."""
    said = [text for one in outcomes for text in _of(one, language)]
    return [*said, words("text", language)["totals"]] if drawn else said


def _of(one: Outcome, language: Language) -> Iterator[str]:
    text, called = words("text", language), name(one.wanted.key, language)
    found = one.found
    if found is None:
        yield text["lead"].format(name=called)
        return
    if one.screening is not None and one.screening.background_clause:
        yield text["background"].format(name=called)
    for key, fitted in (("own_data", False), ("fitted_data", True)):
        symbols = [symbol for symbol, of in found.data.changed.items() if (of == FITTED) is fitted]
        if symbols:
            yield text[key].format(name=called, symbols=JOIN[language].join(symbols))
    for effect in Effect:
        yield from _effect(found, effect, called, language)
    if found.controls.above_saturation:
        yield text["saturation"].format(name=called)
    yield from _beyond(one, found, called, language)
    if one.wanted.water_limit is not None and found.controls.water_protection is None:
        yield text["kd_unknown"].format(name=called)


def _beyond(one: Outcome, found: Reckoned, called: str, language: Language) -> Iterator[str]:
    """Measured above what pores or water can hold: a liquid or solid of its own, which the model does not know."""
    text, media = words("text", language), words("medium", language)
    limits = dict.fromkeys(SOIL, found.controls.saturation) | {Medium.GROUNDWATER: found.data.s}
    for medium, limit in limits.items():
        measured = one.wanted.concentrations.of(medium)
        if measured is not None and limit is not None and measured > limit:
            yield text["beyond"].format(name=called, medium=media[medium], limit=figure(limit, 3))


def _effect(found: Reckoned, effect: Effect, called: str, language: Language) -> Iterator[str]:
    text, told = words("text", language), words("effect", language)[effect]
    if found.answers[effect] is Answer.NOT_ASSESSED:
        yield text["not_assessed"].format(name=called, effect=told)
        return
    short = [one for (of, one), lack in found.risks.lacks.items() if of is effect and lack in OPEN]
    if short:
        listed = JOIN[language].join(pathway(one, language) for one in short)
        yield text["short"].format(name=called, effect=told, pathways=listed)
