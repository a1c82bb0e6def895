"""Workbooks in the old binary format (.xls), read in a process of their own.

A damaged file can make the reader ask for 100 GB or stop the whole process; here it stops only its own, and the file is
refused.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import fastexcel
import polars as pl
import python_calamine

from jingtu.intake.grids import Sheet, tidy
from jingtu.problems import Refused, Where, error

try:
    import resource
except ModuleNotFoundError:  # Windows: no such bound there, but still a process of its own
    resource = None  # type: ignore[assignment]

MEMORY = 4 * 1024**3
"""Address space of the process. [byte]"""
SECONDS = 120
LOCKED = 3
"""Exit status that says: there is a password."""


def read(path: Path) -> list[Sheet]:
    """Every sheet of an .xls file.

    Raises
    ------
    Refused
        If the file is damaged or protected by a password.
    """
    command = [sys.executable, "-m", __name__, str(path)]
    try:
        process = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as reason:
        raise Refused(error("intake.damaged", Where(file=path.name))) from reason
    if process.returncode:
        code = "intake.encrypted" if process.returncode == LOCKED else "intake.damaged"
        raise Refused(error(code, Where(file=path.name)))
    sheets: list[Sheet] = pickle.loads(process.stdout)
    return sheets


def main(path: Path) -> int:
    """Write the sheets to standard output; what goes wrong shows in the exit status alone."""
    if resource:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        sys.stdout.buffer.write(pickle.dumps(_sheets(path)))
    except python_calamine.PasswordError:
        return LOCKED
    except (python_calamine.CalamineError, fastexcel.FastExcelError) as reason:
        return LOCKED if "password" in str(reason).lower() else 1
    return 0


def _sheets(path: Path) -> list[Sheet]:
    layout, reader = python_calamine.CalamineWorkbook.from_path(str(path)), fastexcel.read_excel(path)
    return [_sheet(reader, name, layout.get_sheet_by_name(name)) for name in reader.sheet_names]


def _sheet(reader: fastexcel.ExcelReader, name: str, layout: python_calamine.CalamineSheet) -> Sheet:
    loaded = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    top, left = layout.start or (0, 0)
    batch, errors = loaded.to_arrow_with_errors()
    faults = {item.position: item.detail for item in errors.errors} if errors else {}
    merged = [(r0, c0 - left, r1, c1 - left) for (r0, c0), (r1, c1) in layout.merged_cell_ranges or []]
    return Sheet(
        name, tidy(pl.DataFrame(batch)), left, loaded.visible != "visible", tuple(merged), _error_texts(faults, top)
    )


def _error_texts(faults: Mapping[tuple[int, int], str], top: int) -> dict[tuple[int, int], str]:
    """``Expected string but got 'Error(Ref)'`` -> ``#REF``."""
    return {place: "#" + detail.rpartition("(")[2].rstrip(")'\"").upper() for place, detail in faults.items()}


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
