"""Vietnamese text: normal form, keys, names, empties, partial dates and dates in words."""

from sohotich.domain.text.date_proposals import (
    DateProposal,
    birth_year_from_age,
    propose_date,
)
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
from sohotich.domain.text.legacy import (
    ENCODING_NAMES,
    Encoding,
    decode,
    encode,
    font_encoding,
)
from sohotich.domain.text.name_lexicon import SeenName, lexicon
from sohotich.domain.text.names import (
    NameParts,
    has_digits,
    name_sort_key,
    split_name,
    title_name,
    upper_name,
    without_hyphens,
)
from sohotich.domain.text.repairing import KINDS as REPAIR_KINDS
from sohotich.domain.text.repairing import Hints, Repair, repair
from sohotich.domain.text.syllables import is_syllable

__all__ = [
    "EMPTY_KINDS",
    "ENCODING_NAMES",
    "REPAIR_KINDS",
    "DateError",
    "DateProposal",
    "Encoding",
    "Hints",
    "NameParts",
    "ParsedDate",
    "PartialDate",
    "Repair",
    "SeenName",
    "birth_year_from_age",
    "clean",
    "date_in_words",
    "decode",
    "empty_kind",
    "encode",
    "figures_against_words",
    "font_encoding",
    "has_digits",
    "is_syllable",
    "lexicon",
    "name_sort_key",
    "nfc",
    "parse_date",
    "propose_date",
    "repair",
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
