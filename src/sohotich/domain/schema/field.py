"""One field of a record type."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How a value is written; every value is text, an empty one is ""."""

    TEXT = "text"
    PERSON = "person"  # a person's name, verbatim
    PLACE = "place"  # a place as named at the time, up to three levels
    DATE = "date"  # dd.mm.yyyy, mm.yyyy or yyyy
    NUMBER = "number"  # registration number/year: 41/1998
    BOOK = "book"  # volume/year or volume/year-year: 02/1998, 01/2007-2009
    PAGE = "page"  # digits
    CODE = "code"  # the code of an item of a list
    LISTED = "listed"  # the label of an item of a list
    PAPER = "paper"  # number of an identity paper
    PERSONAL_ID = "personal_id"  # số định danh: twelve digits


class Required(StrEnum):
    """YES: refused when empty; LIKELY: probably (the template marks it); CONDITIONAL: by a rule."""

    YES = "yes"
    LIKELY = "likely"
    CONDITIONAL = "conditional"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Field:
    """`key` is the ministry's column name, letter for letter; `label` and `help` are for people.

    `versions`: the template versions that have the column. `marked`: in the 2024 template the
    heading ends with a space, which very probably marks the columns that must be filled.
    """

    key: str
    label: str
    kind: Kind
    section: str
    required: Required
    maxlen: int | None
    code_list: str | None
    help: str
    versions: frozenset[str]
    marked: bool

    @property
    def wanted(self) -> bool:
        """Whether the ministry expects a value: an empty line is worth a second look."""
        return self.required in (Required.YES, Required.LIKELY) or self.marked
