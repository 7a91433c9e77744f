"""One comparison for keyings, matches and findings: fields, syllables, names of differences."""

from sohotich.domain.compare.ignoring import DEFAULT_IGNORE, IGNORABLE, comparable
from sohotich.domain.compare.labels import difference_label, difference_sides
from sohotich.domain.compare.marks import (
    AS_WRITTEN,
    BLANK_IN_BOOK,
    MARK_LABELS,
    MARKS_THAT_ARE_VALUES,
    UNREADABLE,
)
from sohotich.domain.compare.records import (
    Comparison,
    FieldDifference,
    FieldNote,
    compare_readings,
    compare_records,
    same_nothing,
)
from sohotich.domain.compare.syllables import Segment, syllable_diff

__all__ = [
    "AS_WRITTEN",
    "BLANK_IN_BOOK",
    "DEFAULT_IGNORE",
    "IGNORABLE",
    "MARKS_THAT_ARE_VALUES",
    "MARK_LABELS",
    "UNREADABLE",
    "Comparison",
    "FieldDifference",
    "FieldNote",
    "Segment",
    "comparable",
    "compare_readings",
    "compare_records",
    "difference_label",
    "difference_sides",
    "same_nothing",
    "syllable_diff",
]
