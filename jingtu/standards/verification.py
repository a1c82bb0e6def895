"""How well a printed number was checked, and whether it may decide."""

from enum import StrEnum


class Mark(StrEnum):
    """How a number was verified. Stored with every number and shown with every verdict."""

    OFFICIAL_TEXT = "official_text"
    DOUBLE_CHECKED = "double_checked"
    NEXT_EDITION_PLUS_MEMORY = "next_edition_plus_memory"
    ONE_SOURCE_PLUS_MEMORY = "one_source_plus_memory"
    PREV_EDITION_PLUS_MEMORY = "prev_edition_plus_memory"
    SINGLE_SOURCE = "single_source"
    MEMORY_ONLY = "memory_only"
    DISPUTED = "disputed"

    @property
    def decides(self) -> bool:
        """Whether a verdict may rest on the number. The others are shown and never decide."""
        return self in DECIDING

    @property
    def reservation(self) -> bool:
        """Whether a verdict that rests on the number must say that the edition in force was not seen."""
        return self is Mark.PREV_EDITION_PLUS_MEMORY


DECIDING = frozenset(
    {
        Mark.OFFICIAL_TEXT,
        Mark.DOUBLE_CHECKED,
        Mark.NEXT_EDITION_PLUS_MEMORY,
        Mark.ONE_SOURCE_PLUS_MEMORY,
        Mark.PREV_EDITION_PLUS_MEMORY,
    }
)
