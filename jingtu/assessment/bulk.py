"""Millions of results against GB 15618 in one pass over the columns.

What :func:`jingtu.assessment.compare.assess` decides, without a line per result: the worst verdict and the largest
ratio of every sample, and the share of verdicts per place. For tidy columns in mg/kg; see :data:`COLUMNS`.

Row groups (or slices of a table in memory) are read and decided by two or more threads side by side, each holding
one row group, so that memory does not grow with the number of results. Samples whose rows do not stand together are
found, and put together at the end of their pass.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from jingtu.assessment.bulk_limits import LimitArrays, limit_arrays
from jingtu.assessment.bulk_pass import decide, run_starts
from jingtu.assessment.verdicts import NOT_COMPARED, Verdict
from jingtu.problems import Refused, Where, error

COLUMNS = ("sample", "place", "land_use", "ph", "substance", "value", "detection_limit")
"""Columns read; all others are left alone. ``value`` is empty for a non-detect, ``detection_limit`` says below what."""

SLICE = 500_000
SHORTEST = 2
"""Rows per run below which samples are taken to be scattered."""
COUNTED_AT_ONCE = 2_000_000
COMPACT_FROM = 4_000_000
"""Runs kept before samples that do not stand together are put together, so that memory follows the samples."""

# From best to worst, as the pass counts them; NOT_COMPARED: no result of the sample has a limit.
VERDICTS = pl.Enum(
    [
        NOT_COMPARED,
        *map(str, (Verdict.WITHIN_SCREENING, Verdict.UNDECIDED, Verdict.ABOVE_SCREENING, Verdict.ABOVE_INTERVENTION)),
    ]
)
KEY_BASE = len(VERDICTS.categories)


@dataclass(frozen=True)
class BulkAssessment:
    """``samples``: sample, place, verdict, ratio (largest, null where no number was compared); ``places``: place,
    one count per verdict, n. ``scattered``: rows of a sample did not all stand together."""

    samples: pl.DataFrame
    places: pl.DataFrame
    scattered: bool


def assess_parquet(path: Path, *, on: date, threads: int = 2) -> BulkAssessment:
    """Every result of a Parquet file against GB 15618 on a day.

    Raises
    ------
    Refused
        If a column is missing.
    """
    schema = pq.ParquetFile(path).schema_arrow
    _refuse_missing_columns(schema.names, path.name)
    texts = [name for name in COLUMNS if _is_text(schema.field(name).type)]

    def read(group: int) -> pa.Table:
        file = pq.ParquetFile(path, read_dictionary=texts)
        return file.read_row_group(group, columns=list(COLUMNS), use_threads=False)

    groups = range(pq.ParquetFile(path).num_row_groups)
    return _assess_parts(read, groups, limit_arrays(on), threads)


def assess_frame(results: pl.DataFrame, *, on: date, threads: int = 2) -> BulkAssessment:
    """The same for a frame in memory."""
    _refuse_missing_columns(results.columns, "")
    batches = _as_arrow(results.select(COLUMNS)).to_batches(max_chunksize=SLICE)
    return _assess_parts(batches.__getitem__, range(len(batches)), limit_arrays(on), threads)


def _as_arrow(frame: pl.DataFrame) -> pa.Table:
    """The frame without copying its columns: codes of texts stay where they are, under their words."""
    columns = frame.with_columns(pl.col(pl.String).cast(pl.Categorical)).get_columns()
    coded = (pl.Categorical, pl.Enum)
    arrays = [
        _dictionary(one) if isinstance(one.dtype, coded) else one.to_frame().to_arrow().column(0) for one in columns
    ]
    return pa.table(dict(zip(frame.columns, arrays, strict=True)))


def _dictionary(column: pl.Series) -> pa.ChunkedArray:
    codes = column.to_physical()
    highest = codes.max()
    count = 0 if not isinstance(highest, int) else highest + 1
    words = pa.array(pl.Series(range(count), dtype=codes.dtype).cat.to(column.dtype).to_list(), pa.string())
    chunks = codes.to_frame().to_arrow().column(0).chunks
    return pa.chunked_array([pa.DictionaryArray.from_arrays(chunk, words) for chunk in chunks])


def _refuse_missing_columns(present: Iterable[str], name: str) -> None:
    missing = set(COLUMNS) - set(present)
    if missing:
        names = "、".join(column for column in COLUMNS if column in missing)
        raise Refused(error("assessment.bulk_columns_missing", Where(file=name), missing=names))


@dataclass(frozen=True)
class Part:
    """Samples of one part: sample, place, verdict, ratio. ``rising``: in rising order, so that none comes twice."""

    samples: pl.DataFrame
    rising: bool
    scattered: bool


def _assess_parts(
    read: Callable[[int], pa.Table | pa.RecordBatch], parts: Iterable[int], limits: LimitArrays, threads: int
) -> BulkAssessment:
    gathered = _Gathered()
    for part in _ahead(lambda number: _part(read(number), limits), parts, threads):
        gathered.add(part)
    return gathered.report()


def _ahead(work: Callable[[int], Part], parts: Iterable[int], threads: int) -> Iterator[Part]:
    """Results of ``work`` in order, at most ``threads`` parts ahead of what is taken."""
    rest = iter(parts)
    with ThreadPoolExecutor(threads) as pool:
        waiting: deque[Future[Part]] = deque(pool.submit(work, part) for part in islice(rest, threads))
        while waiting:
            done = waiting.popleft().result()
            waiting.extend(pool.submit(work, part) for part in islice(rest, 1))
            yield done


def _part(table: pa.Table | pa.RecordBatch, limits: LimitArrays) -> Part:
    """One line per run of equal samples; where runs are short, the rows are sorted by sample first."""
    column = {name: _one_array(table.column(name)) for name in COLUMNS}
    starts = run_starts(_codes(column["sample"]))
    delivered = starts.size
    if table.num_rows < SHORTEST * delivered:
        order = pa.array(np.argsort(_codes(column["sample"])))
        column = {name: array.take(order) for name, array in column.items()}
        starts = run_starts(_codes(column["sample"]))
    keys = (
        *_codes_and_validity(column["substance"]),
        limits.substance_rows(_words(column["substance"])),
        *_codes_and_validity(column["land_use"]),
        limits.land_use_rows(_words(column["land_use"])),
    )
    numbers = (*_floats(column["value"]), *_floats(column["detection_limit"]))
    worst, ratios = decide(starts, keys, _floats(column["ph"]), numbers, (limits.screening, limits.intervention))
    first = pa.array(starts[:-1])
    samples = pl.DataFrame(
        {
            "sample": _taken(column["sample"], first),
            "place": _taken(column["place"], first),
            "verdict": pl.Series(worst).cat.to(VERDICTS),
            "ratio": pl.Series(ratios, nan_to_null=True),
        }
    )
    return Part(samples, _rising(samples["sample"]), starts.size < delivered)


def _rising(samples: pl.Series) -> bool:
    if not samples.dtype.is_integer():
        return False
    return bool((samples[1:] > samples[:-1]).all())


def _one_array(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if isinstance(array, pa.ChunkedArray):  # what combine_chunks leaves of an empty column
        array = pa.array([], array.type)
    return array.dictionary_encode() if _is_text(array.type) else array


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _codes(array: pa.Array) -> np.ndarray:
    return _data(array.indices if pa.types.is_dictionary(array.type) else array)


def _words(array: pa.DictionaryArray) -> list[str]:
    return list(array.dictionary.to_pylist())


def _codes_and_validity(array: pa.DictionaryArray) -> tuple[np.ndarray, np.ndarray]:
    return _data(array.indices), _validity(array.indices)


def _floats(array: pa.Array) -> tuple[np.ndarray, np.ndarray]:
    array = array.cast(pa.float64())
    return _data(array), _validity(array)


def _data(array: pa.Array) -> np.ndarray:
    kind = np.dtype(array.type.to_pandas_dtype())
    return np.frombuffer(array.buffers()[1], kind, count=len(array), offset=array.offset * kind.itemsize)


def _validity(array: pa.Array) -> np.ndarray:
    """Arrow's bitmap of what is given, from the first row on; empty where nothing is missing."""
    bitmap = array.buffers()[0]
    if bitmap is None or array.null_count == 0:
        return np.empty(0, np.uint8)
    if array.offset % 8:
        return np.packbits(array.is_valid().to_numpy(zero_copy_only=False), bitorder="little")
    return np.frombuffer(bitmap, np.uint8, offset=array.offset // 8)


def _taken(array: pa.Array, rows: pa.Array) -> pl.Series:
    taken = array.take(rows)
    return pl.Series(taken.cast(pa.string()) if pa.types.is_dictionary(taken.type) else taken)


class _Gathered:
    """Samples of all parts; parts are kept as they are while no sample comes twice."""

    def __init__(self) -> None:
        self._kept: list[pl.DataFrame] = []
        self._height = 0
        self._check_at = COMPACT_FROM
        self._rising = True
        self._scattered = False

    def add(self, part: Part) -> None:
        samples = part.samples
        if samples.is_empty():
            return
        self._scattered |= part.scattered
        if self._kept:
            samples = self._joined(samples)
        self._rising &= part.rising
        self._kept.append(samples)
        self._height += samples.height
        if self._height > self._check_at:
            self._put_together()

    def _joined(self, samples: pl.DataFrame) -> pl.DataFrame:
        """The next part, a sample that straddles the cut taken out of the last one and put together."""
        last = self._kept[-1]
        before, after = last["sample"][-1], samples["sample"][0]
        if before == after:
            straddling = _together(pl.concat([last[-1:], samples[:1]]))
            self._kept[-1] = last[:-1]
            self._height -= 1
            return pl.concat([straddling, samples[1:]])
        self._rising = self._rising and before < after
        return samples

    def _put_together(self) -> None:
        if not self._rising:
            samples = pl.concat(self._kept)
            if samples["sample"].n_unique() < samples.height:
                samples, self._scattered = _together(samples), True
            self._kept, self._height = [samples], samples.height
        self._check_at = max(COMPACT_FROM, 2 * self._height)

    def report(self) -> BulkAssessment:
        self._put_together()
        samples = pl.concat(self._kept or [NOTHING], rechunk=False)
        return BulkAssessment(samples, _places(samples), self._scattered)


NOTHING = pl.DataFrame(schema={"sample": pl.Int64, "place": pl.String, "verdict": VERDICTS, "ratio": pl.Float64})


def _places(samples: pl.DataFrame) -> pl.DataFrame:
    """Counts of verdicts per place, slice by slice: memory follows the places."""
    counted = pl.concat([_counted(part) for part in samples.iter_slices(COUNTED_AT_ONCE)] or [_counted(samples)])
    wide = counted.pivot("verdict", index="place", values="len", aggregate_function="sum")
    names = list(VERDICTS.categories)
    counts = [_count(name, wide) for name in names]
    return wide.select("place", *counts).with_columns(n=pl.sum_horizontal(names)).sort("place")


def _count(name: str, wide: pl.DataFrame) -> pl.Expr:
    return pl.col(name).fill_null(0) if name in wide.columns else pl.lit(0, pl.get_index_type()).alias(name)


def _counted(samples: pl.DataFrame) -> pl.DataFrame:
    """``place``, ``verdict``, ``len``. Places that are codes make one number with the verdict: grouped far faster."""
    lowest = samples["place"].min() if samples["place"].dtype.is_integer() else None
    if not isinstance(lowest, int) or lowest < 0 or samples["place"].null_count():
        return samples.group_by("place", "verdict").len()
    key = pl.col("place").cast(pl.Int64) * KEY_BASE + pl.col("verdict").to_physical()
    counted = samples.select(key=key).group_by("key").len()
    return counted.select(
        place=(pl.col("key") // KEY_BASE).cast(samples["place"].dtype),
        verdict=(pl.col("key") % KEY_BASE).cast(pl.UInt8).cat.to(VERDICTS),
        len="len",
    )


def _together(runs: pl.DataFrame) -> pl.DataFrame:
    """One line per sample: worst verdict, largest ratio."""
    return runs.group_by("sample", maintain_order=True).agg(
        pl.col("place").first(), pl.col("verdict").max(), pl.col("ratio").max()
    )
