"""Where a second person looks: a table of risks decides value by value, and says what it costs."""

from sohotich.domain.second_key.assumptions import Assumptions, Keyer, assumed_team
from sohotich.domain.second_key.classes import CLASSES, field_class
from sohotich.domain.second_key.expecting import Expected, expect
from sohotich.domain.second_key.measuring import judged_errors
from sohotich.domain.second_key.named import NAMED, Named
from sohotich.domain.second_key.planning import ReadingFacts, measuring_fields, plan
from sohotich.domain.second_key.simulating import PLANNED, Basis, Simulated, simulate
from sohotich.domain.second_key.table import AIDS, LEGIBILITY, Risk, Row, Table
from sohotich.domain.second_key.treatment import TREATMENTS, Treatment, at_least, heavier
from sohotich.domain.second_key.wording import TableError, words_of_columns

__all__ = [
    "AIDS",
    "CLASSES",
    "LEGIBILITY",
    "NAMED",
    "PLANNED",
    "TREATMENTS",
    "Assumptions",
    "Basis",
    "Expected",
    "Keyer",
    "Named",
    "ReadingFacts",
    "Risk",
    "Row",
    "Simulated",
    "Table",
    "TableError",
    "Treatment",
    "assumed_team",
    "at_least",
    "expect",
    "field_class",
    "heavier",
    "judged_errors",
    "measuring_fields",
    "plan",
    "simulate",
    "words_of_columns",
]
