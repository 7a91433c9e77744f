"""Vietnamese text: normal form, keys, names, empties, partial dates and dates in words."""

from sohotich.domain.text.dates import (
    DateError,
    ParsedDate,
    PartialDate,
    date_in_words,
    figures_against_words,
    parse_date,
    words_to_date,
)
from sohotich.domain.text.empties import EMPTY_KINDS, empty_kind, without_leftovers
from sohotich.domain.text.forms import clean, nfc, repair_dd, repair_look_alikes
from sohotich.domain.text.keys import sort_key, spelling_key, unmarked_key, written_key
from sohotich.domain.text.names import (
    NameParts,
    has_digits,
    name_sort_key,
    split_name,
    title_name,
    upper_name,
    without_hyphens,
)

__all__ = [
    "EMPTY_KINDS",
    "DateError",
    "NameParts",
    "ParsedDate",
    "PartialDate",
    "clean",
    "date_in_words",
    "empty_kind",
    "figures_against_words",
    "has_digits",
    "name_sort_key",
    "nfc",
    "parse_date",
    "repair_dd",
    "repair_look_alikes",
    "sort_key",
    "spelling_key",
    "split_name",
    "title_name",
    "unmarked_key",
    "upper_name",
    "without_hyphens",
    "without_leftovers",
    "words_to_date",
    "written_key",
]
