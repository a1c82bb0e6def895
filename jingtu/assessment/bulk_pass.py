"""The compiled pass over columns for :mod:`jingtu.assessment.bulk`. Imported there only: numba takes its time."""

from __future__ import annotations

import numba as nb
import numpy as np

NOTHING, WITHIN, UNDECIDED, ABOVE_SCREENING, ABOVE_INTERVENTION = range(5)
NO_PH = 4
# pH bands of GB 15618: up to and including 5.5, 6.5, 7.5, and above; NO_PH: not known.


@nb.njit(cache=True, nogil=True, inline="always")
def _given(valid, i):  # type: ignore[no-untyped-def]
    """Whether bit ``i`` of an Arrow validity bitmap is set; an empty bitmap means nothing is missing."""
    return valid.size == 0 or (valid[i >> 3] >> (i & 7)) & 1 == 1


@nb.njit(cache=True, nogil=True)
def run_starts(samples):  # type: ignore[no-untyped-def]
    """First row of every run of equal samples, closed by the number of rows."""
    starts = np.empty(samples.size + 1, np.int64)
    runs = 0
    for i in range(samples.size):
        if i == 0 or samples[i] != samples[i - 1]:
            starts[runs] = i
            runs += 1
    starts[runs] = samples.size
    return starts[: runs + 1].copy()


@nb.njit(cache=True, nogil=True, inline="always")
def _verdict(low, high, screening, intervention):  # type: ignore[no-untyped-def]
    """One result, known to lie from ``low`` to ``high``; ``high`` NaN: the detection limit is not known."""
    if not high <= screening:
        if not low > screening:
            return UNDECIDED
        return ABOVE_INTERVENTION if low > intervention else ABOVE_SCREENING
    return WITHIN


@nb.njit(cache=True, nogil=True)
def decide(starts, keys, phs, numbers, limits):  # type: ignore[no-untyped-def]
    """Worst verdict and largest ratio of every run.

    ``keys``: substance and land-use codes with the tables that turn them into rows of ``limits``, the row of what is
    missing last; ``limits``: screening and intervention by substance, land use, pH band; NaN: the limit hangs on a
    fact that is missing; infinite: there is none. Pairs (data, validity) for ``phs`` and ``numbers``.
    """
    substance, substance_valid, substance_row, land_use, land_use_valid, land_use_row = keys
    ph, ph_valid = phs
    value, value_valid, below, below_valid = numbers
    screening_of, intervention_of = limits
    worst, ratios = np.empty(starts.size - 1, np.uint8), np.empty(starts.size - 1)
    for run in range(starts.size - 1):
        code, largest = NOTHING, np.nan
        for i in range(starts[run], starts[run + 1]):
            s = substance_row[substance[i]] if _given(substance_valid, i) else substance_row[-1]
            u = land_use_row[land_use[i]] if _given(land_use_valid, i) else land_use_row[-1]
            x = ph[i] if _given(ph_valid, i) else np.nan
            band = NO_PH if np.isnan(x) else int(x > 5.5) + int(x > 6.5) + int(x > 7.5)
            screening = screening_of[s, u, band]
            if np.isinf(screening):
                continue
            low = high = value[i] if _given(value_valid, i) else np.nan
            if np.isnan(low):
                low, high = 0.0, below[i] if _given(below_valid, i) else np.nan
            elif not np.isnan(screening):
                # fmax: the other one where one is NaN, as it is before the first number.
                largest = np.fmax(largest, low / screening)
            code = max(code, _verdict(low, high, screening, intervention_of[s, u, band]))
        worst[run], ratios[run] = code, largest
    return worst, ratios
