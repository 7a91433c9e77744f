"""What is wrong or doubtful about a record: one rule, one small pure function."""

from sohotich.domain.rules.finding import Finding, Hit, Severity
from sohotich.domain.rules.in_book import Neighbour, Place
from sohotich.domain.rules.listing import rules_page
from sohotich.domain.rules.record import Context, Record
from sohotich.domain.rules.registry import RULES, Rule, rules_in_order
from sohotich.domain.rules.run import check, check_book, check_in_book

__all__ = [
    "RULES",
    "Context",
    "Finding",
    "Hit",
    "Neighbour",
    "Place",
    "Record",
    "Rule",
    "Severity",
    "check",
    "check_book",
    "check_in_book",
    "rules_in_order",
    "rules_page",
]
