"""Pollution indices: concentrations against limits, backgrounds and each other. Tables of samples in, tables out.

Throughout: C concentration, S limit value, B background, in one unit; P = C/S. A table has one row per sample and one
column per substance. Gaps (NaN) are refused, not passed through: leave the sample or the substance out and say so. A
non-detect enters with half its detection limit (HJ/T 166-2004, 11.3); a zero is no measurement, and where the index
takes logarithms it is refused.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from jingtu.problems import Problem, error
from jingtu.science.bad_values import LARGEST

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

FACTOR_SUM = 133.0
"""Toxic-response factors of Håkanson's eight pollutants added up: 40 + 40 + 30 + 10 + 5 + 5 + 2 + 1."""
SCORES = (0.0, 1.0, 3.0, 6.0, 10.0)
"""F_i of an item of class I, II, III, IV, V (GB/T 14848-93)."""


class IndicesError(ValueError):
    """What the indices refuse: the message says what, why and what now; ``problem`` says it in Chinese too."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text("en"))
        self.problem = problem


class BadConcentrations(IndicesError):  # noqa: N818 - named for what is wrong
    """Missing, negative or infinite concentrations, zeros where logarithms are taken, or no numbers at all."""


class BadReference(IndicesError):  # noqa: N818 - named for what is wrong
    """A limit, background or factor that is missing, zero or negative, or does not fit the columns."""


def single_factor(concentrations: ArrayLike, limits: ArrayLike) -> Floats:
    """P = C/S, also the contamination factor C_f = C/B and the accumulation C/B: how many times the reference.

    Parameters
    ----------
    concentrations : array_like, shape (n, m) or (m,)
        C, 0 or more. [unit of the limits]
    limits : array_like, shape (m,) or scalar
        S or B of each column, above 0.

    Returns
    -------
    ndarray, shape as ``concentrations``
        [1]

    Raises
    ------
    BadConcentrations, BadReference

    Examples
    --------
    >>> single_factor([0.45, 12.0], [0.4, 30]).round(4).tolist()
    [1.125, 0.4]
    """
    table = _table(concentrations)
    return table / _reference(limits, table)


def nemerow(factors: ArrayLike) -> Floats:
    """P_N = sqrt((mean(P)² + max(P)²)/2), the mean taken before it is squared.

    Parameters
    ----------
    factors : array_like, shape (n, m) or (m,), m >= 1
        P of :func:`single_factor`. [1]

    Returns
    -------
    ndarray, shape (n,) or ()
        Between the mean and the largest of a row. [1]

    Raises
    ------
    BadConcentrations

    References
    ----------
    .. [1] HJ/T 166-2004, 12.2.

    Examples
    --------
    >>> float(nemerow([1.125, 0.24, 0.4, 0.4, 0.32, 0.6, 0.55, 0.4]).round(4))
    0.8718
    """
    table = _rows(factors)
    result: Floats = np.sqrt((table.mean(axis=-1) ** 2 + table.max(axis=-1) ** 2) / 2)
    return result


def geo_accumulation(concentrations: ArrayLike, backgrounds: ArrayLike, *, k: float = 1.5) -> Floats:
    """I_geo = log2(C/(k B)).

    Parameters
    ----------
    concentrations : array_like, shape (n, m) or (m,)
        C, above 0. [unit of the backgrounds]
    backgrounds : array_like, shape (m,) or scalar
        B of each column, above 0.
    k : float, default 1.5
        Allows for natural variation of the background, above 0. [1]

    Raises
    ------
    BadConcentrations, BadReference

    References
    ----------
    .. [1] G. Müller, Index of geoaccumulation in sediments of the Rhine River, GeoJournal 2, 1969.

    Examples
    --------
    >>> geo_accumulation([3.0, 0.75], 1.0).tolist()
    [1.0, -1.0]
    """
    table = _positive(concentrations)
    result: Floats = np.log2(table / (_reference(k, table) * _reference(backgrounds, table)))
    return result


def ecological_risk(concentrations: ArrayLike, backgrounds: ArrayLike, factors: ArrayLike) -> Floats:
    """E_r = T C/B of each substance. Their sum is the risk index RI: :func:`risk_index`.

    Parameters
    ----------
    concentrations : array_like, shape (n, m) or (m,)
    backgrounds : array_like, shape (m,) or scalar
    factors : array_like, shape (m,) or scalar
        Toxic-response factors T. [1]

    Raises
    ------
    BadConcentrations, BadReference

    References
    ----------
    .. [1] L. Håkanson, An ecological risk index for aquatic pollution control, Water Research 14, 1980.

    Examples
    --------
    >>> ecological_risk([0.45], [0.097], [30]).round(3).tolist()
    [139.175]
    """
    table = _table(concentrations)
    return _reference(factors, table) * table / _reference(backgrounds, table)


def risk_index(risks: ArrayLike) -> Floats:
    """RI = sum of E_r over the substances of a row, shape (n, m) or (m,) in, (n,) or () out [1].

    Its grades hold for eight pollutants whose T add up to 133; with others see :func:`risk_scale`.
    """
    result: Floats = _rows(risks).sum(axis=-1)
    return result


def risk_scale(factors: ArrayLike) -> float:
    """sum(T)/133 [1]: what the breaks of RI are multiplied by for other substances than Håkanson's eight (an option).

    >>> risk_scale([40, 30, 10, 5, 5, 5, 2, 1]) == 98 / 133
    True
    """
    table = np.atleast_1d(as_numbers(factors, BadReference))
    return float(_reference(table, table).sum() / FACTOR_SUM)


def enrichment(
    concentrations: ArrayLike, element: ArrayLike, backgrounds: ArrayLike, element_background: float
) -> Floats:
    """EF = (C/C_ref of the sample)/(B/B_ref): enrichment beside an element that people hardly move (Al, Fe, Ti, Sc).

    Parameters
    ----------
    concentrations : array_like, shape (n, m) or (m,)
        C, above 0. [unit of the backgrounds]
    element : array_like, shape (n,) or ()
        C_ref of each sample, above 0. [unit of ``element_background``]
    backgrounds : array_like, shape (m,) or scalar
    element_background : float
        B_ref, above 0.

    Raises
    ------
    BadConcentrations, BadReference

    Examples
    --------
    >>> float(enrichment([0.4], 6.0, [0.1], 6.62).round(4)[0])
    4.4133
    """
    table, beside = _positive(concentrations), _positive(element)
    if beside.shape != table.shape[:-1]:
        raise BadConcentrations(error("indices.element_shape", shape=beside.shape, wanted=table.shape[:-1]))
    ratio = beside[..., np.newaxis] / _reference(element_background, beside[..., np.newaxis])
    return table / _reference(backgrounds, table) / ratio


def pollution_load(factors: ArrayLike) -> Floats:
    """PLI = (C_f1 ⋯ C_fm)^(1/m), the geometric mean of C/B.

    Parameters
    ----------
    factors : array_like, shape (n, m) or (m,), m >= 1
        C_f = C/B, above 0. [1]

    Raises
    ------
    BadConcentrations

    References
    ----------
    .. [1] D. L. Tomlinson and others, Helgoländer Meeresuntersuchungen 33, 1980.

    Examples
    --------
    >>> float(pollution_load([1.0, 4.0]).round(12))
    2.0
    """
    result: Floats = np.exp(np.log(_positive(_rows(factors))).mean(axis=-1))
    return result


def bioconcentration(crops: ArrayLike, soils: ArrayLike) -> Floats:
    """BCF = C of the crop / C of the soil, pair by pair [1]. Both dry, or both fresh: say which. It has no grades.

    Parameters
    ----------
    crops, soils : array_like, of one shape
        ``soils`` above 0. [one unit]

    Raises
    ------
    BadConcentrations

    Examples
    --------
    >>> bioconcentration([0.12], [0.6]).round(3).tolist()
    [0.2]
    """
    of_crop, of_soil = _table(crops), _positive(soils)
    if of_crop.shape != of_soil.shape:
        raise BadConcentrations(error("indices.pair_shape", crops=of_crop.shape, soils=of_soil.shape))
    return of_crop / of_soil


def groundwater_class(classes: ArrayLike) -> Whole:
    """The class of a sample: that of its worst item (GB/T 14848-2017); (n, m) or (m,) of 1 to 5 in, (n,) or () out.

    >>> int(groundwater_class([1, 3, 4]))
    4
    """
    result: Whole = _classes(classes).max(axis=-1)
    return result


def groundwater_score_1993(classes: ArrayLike) -> Floats:
    """F = sqrt((mean(F_i)² + max(F_i)²)/2), F_i = 0, 1, 3, 6, 10 for classes I to V.

    Of the edition of 1993, which the edition of 2017 replaced: for comparison with old records only.

    Parameters
    ----------
    classes : array_like of int, shape (n, m) or (m,), m >= 1
        Class of each item, 1 to 5.

    Raises
    ------
    BadConcentrations

    References
    ----------
    .. [1] GB/T 14848-93, 6.3.

    Examples
    --------
    >>> float(groundwater_score_1993([1, 1, 3, 4]).round(4))
    4.5311
    """
    scores = np.array(SCORES)[_classes(classes) - 1]
    result: Floats = np.sqrt((scores.mean(axis=-1) ** 2 + scores.max(axis=-1) ** 2) / 2)
    return result


# ---------------------------------------------------------------- what is refused


def _table(values: ArrayLike) -> Floats:
    """Numbers of 0 or more, at least one column."""
    table = as_numbers(values, BadConcentrations)
    if table.size == 0:
        raise BadConcentrations(error("indices.empty", shape=table.shape))
    _refuse(~np.isfinite(table), table, "indices.not_finite")
    _refuse(table < 0, table, "indices.negative")
    _refuse((table > LARGEST) | ((table > 0) & (table < 1 / LARGEST)), table, "indices.beyond")
    return table


def _rows(values: ArrayLike) -> Floats:
    """As :func:`_table`; a single number is no row."""
    table = _table(values)
    if table.ndim == 0:
        raise BadConcentrations(error("indices.empty", shape=table.shape))
    return table


def as_numbers(values: ArrayLike, refusal: type[IndicesError]) -> Floats:
    """As float64, any shape, NaN included; raises ``refusal`` where something is no number."""
    try:
        return np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as reason:
        raise refusal(error("indices.not_numbers", reason=reason)) from reason


def _positive(values: ArrayLike) -> Floats:
    table = _table(values)
    _refuse(table == 0, table, "indices.zero")
    return table


def _classes(classes: ArrayLike) -> Whole:
    table = _rows(classes)
    _refuse(~np.isin(table, range(1, len(SCORES) + 1)), table, "indices.no_class")
    return table.astype(np.int64)


def _refuse(bad: NDArray[np.bool_], table: Floats, code: str) -> None:
    if bad.any():
        place = ", ".join(str(at + 1) for at in np.argwhere(bad)[0]) or "1"
        raise BadConcentrations(error(code, count=int(bad.sum()), place=place, value=table[bad].flat[0]))


def _reference(values: ArrayLike, table: Floats) -> Floats:
    """A reference above 0 for every column, or one for all."""
    reference = as_numbers(values, BadReference)
    if reference.ndim and reference.shape != table.shape[-1:]:
        raise BadReference(error("indices.reference_shape", shape=reference.shape, columns=table.shape[-1:]))
    bad = ~((reference >= 1 / LARGEST) & (reference <= LARGEST))
    if bad.any():
        place = int(np.argmax(bad)) + 1
        raise BadReference(error("indices.reference", place=place, value=reference[bad].flat[0]))
    return reference
