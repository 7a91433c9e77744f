"""Where a second person looks: a table of risks decides value by value, and says what it costs."""

from sohotich.domain.second_key.classes import CLASSES, field_class
from sohotich.domain.second_key.measuring import judged_errors
from sohotich.domain.second_key.planning import ReadingFacts, measuring_fields, plan
from sohotich.domain.second_key.table import AIDS, LEGIBILITY, Risk, Row, Table
from sohotich.domain.second_key.treatment import TREATMENTS, Treatment, at_least, heavier
from sohotich.domain.second_key.wording import TableError

__all__ = [
    "AIDS",
    "CLASSES",
    "LEGIBILITY",
    "TREATMENTS",
    "ReadingFacts",
    "Risk",
    "Row",
    "Table",
    "TableError",
    "Treatment",
    "at_least",
    "field_class",
    "heavier",
    "judged_errors",
    "measuring_fields",
    "plan",
]
