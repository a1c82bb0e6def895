"""Two groups of results beside each other, such as site and background: do they differ?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import combinations

from jingtu.assessment.samples import SampleGroup
from jingtu.problems import Problem, attention
from jingtu.science.bad_values import StatisticsError
from jingtu.science.groups import Comparison, Question, brown_forsythe, welch, wilcoxon
from jingtu.science.groups_non_detects import Weight, gehan, weighted_logrank
from jingtu.science.nondetects import Sample
from jingtu.science.nondetects_mle import Family
from jingtu.science.ucl_choice import family_of, family_tests
from jingtu.substances import substance_words

LEVEL = 0.05


class PairTest(StrEnum):
    """How two groups are compared."""

    WELCH = "welch"
    WILCOXON = "wilcoxon"
    BROWN_FORSYTHE = "brown_forsythe"
    PETO = "peto"
    LOGRANK = "logrank"
    TARONE_WARE = "tarone_ware"
    GEHAN = "gehan"


Test = Callable[[Sample, Sample, Question], Comparison]


def _logrank(weight: Weight, first: Sample, second: Sample, question: Question) -> Comparison:
    return weighted_logrank(first, second, weight, question=question)


COMPLETE: Mapping[PairTest, Test] = {
    PairTest.WELCH: lambda x, y, question: welch(x.values, y.values, question),
    PairTest.WILCOXON: lambda x, y, question: wilcoxon(x.values, y.values, question),
    PairTest.BROWN_FORSYTHE: lambda x, y, _: brown_forsythe(x.values, y.values),
}
WITH_NON_DETECTS: Mapping[PairTest, Test] = {
    PairTest.PETO: partial(_logrank, Weight.PETO),
    PairTest.LOGRANK: partial(_logrank, Weight.LOGRANK),
    PairTest.TARONE_WARE: partial(_logrank, Weight.TARONE_WARE),
    PairTest.GEHAN: lambda x, y, question: gehan(x, y, question=question),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two groups of one substance. ``tests``: those that could be made; ``refused``: why others could not.

    ``test``: the one to go by, None where it could not be made: Welch where neither group is rejected as normal, else
    Wilcoxon; with non-detects Peto. A rule of this house.
    """

    first: SampleGroup
    second: SampleGroup
    tests: Mapping[PairTest, Comparison]
    refused: Mapping[PairTest, Problem]
    test: PairTest | None

    @property
    def differs(self) -> bool | None:
        """Whether the test to go by sees a difference at 5 %; None without one. *No* is no proof that there is none."""
        return None if self.test is None else self.tests[self.test].p <= LEVEL


def pairs(
    groups: Sequence[SampleGroup], by: str, *, reference: str | None, question: Question
) -> tuple[tuple[Pair, ...], tuple[Problem, ...]]:
    """Every two groups of each substance, or every group beside the ``reference``.

    Parameters
    ----------
    groups : sequence of SampleGroup
        One for each substance and medium.
    by : str
        Column of their rows that splits them; rows without it are left out and said.
    reference : str or None
        The value of ``by`` that is the second group of each pair.
    question : Question
    """
    found, problems = list[Pair](), list[Problem]()
    for group in groups:
        parts = _parts(group, by)
        named = substance_words(group.substance)
        without = group.rows[by].null_count()
        if without:
            problems.append(attention("statistics.group_missing", **named, count=without, size=group.sample.size))
        chosen = list(_chosen(parts, reference))
        if not chosen:
            problems.append(attention("statistics.no_pair", **named, groups="、".join(parts) or "—"))
        if len(chosen) > 1:
            problems.append(attention("statistics.many_pairs", **named, count=len(chosen)))
        found += [_pair(first, second, question) for first, second in chosen]
    return tuple(found), tuple(problems)


def _parts(group: SampleGroup, by: str) -> dict[str, SampleGroup]:
    column = group.rows[by]
    values = column.drop_nulls().unique(maintain_order=True).to_list()
    return {str(value): group.part((column.eq_missing(value)).to_numpy(), {by: str(value)}) for value in values}


def _chosen(parts: Mapping[str, SampleGroup], reference: str | None) -> Iterator[tuple[SampleGroup, SampleGroup]]:
    if reference is None:
        yield from combinations(parts.values(), 2)
    elif reference in parts:
        yield from ((part, parts[reference]) for name, part in parts.items() if name != reference)


def _pair(first: SampleGroup, second: SampleGroup, question: Question) -> Pair:
    x, y = first.sample, second.sample
    complete = x.complete and y.complete
    tests: dict[PairTest, Comparison] = {}
    refused: dict[PairTest, Problem] = {}
    for name, test in (COMPLETE if complete else WITH_NON_DETECTS).items():
        try:
            tests[name] = test(x, y, question)
        except StatisticsError as reason:
            refused[name] = reason.problem
    wanted = _wanted(x, y) if complete else PairTest.PETO
    return Pair(first, second, tests, refused, wanted if wanted in tests else None)


def _wanted(x: Sample, y: Sample) -> PairTest:
    normal = all(family_of(family_tests(one)) is Family.NORMAL for one in (x, y))
    return PairTest.WELCH if normal else PairTest.WILCOXON
