"""Plan documents (txt, docx, pdf) to clauses with bodies, dates and targets. Conventions: ``docs/plan-reading.md``."""

from jingtu.plans.model import Reading
from jingtu.plans.reading import read, read_text

__all__ = ["Reading", "read", "read_text"]
