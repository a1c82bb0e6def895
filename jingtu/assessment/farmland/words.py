"""The words people see for categories, reasons and columns: ``words.toml``, both languages side by side."""

from __future__ import annotations

from pathlib import Path

from jingtu.assessment.words import words_of

WORDS = Path(__file__).with_name("words.toml")
words = words_of(WORDS)
