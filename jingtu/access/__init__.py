"""May this land be planned, supplied, permitted, built on or put to use? Start at ``verdict.verdict(…)``."""
