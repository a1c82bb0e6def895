"""Changing any deadline by a day, or dropping any duty, makes a clause test fail."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_every_mutation_of_every_duty_is_noticed():
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "mutate_duties.py")],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
