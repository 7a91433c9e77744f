"""How text is written: spaces, leftovers of machines, look-alike letters, names."""

import re
import unicodedata
from functools import lru_cache

from sohotich.domain.record_types import code_list
from sohotich.domain.rules.finding import Hit
from sohotich.domain.rules.registry import value_rule
from sohotich.domain.schema import Field, Kind
from sohotich.domain.text import (
    clean,
    empty_kind,
    is_syllable,
    repair,
    repair_dd,
    title_name,
    without_leftovers,
)

_WORDS = (Kind.TEXT, Kind.PERSON, Kind.PLACE, Kind.LISTED)
_TYPED = tuple(Kind)
# Capital, then small letters, or capitals only: as nearly every name is written.
_USUAL_NAME = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
_AFTER_HYPHEN = re.compile(r"-\w")
_SUSPECT = re.compile(r"[,;]\s*[,;]|[&\\]|u0027", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_LOOK_ALIKE = re.compile("[\u00d0\u0189\u00f0\u0256]")
_LETTERS = re.compile(r"[A-Za-z ]+")
_OLD_CODES = frozenset({"tcvn3", "vni", "mojibake"})
# Words of names that are written with a mark in every Vietnamese name.
_ONLY_SURNAMES = frozenset({"nguyen", "tran", "pham", "huynh", "trinh"})
_MARKED_SURNAMES = frozenset(
    {
        *("le", "vu", "vo", "do", "ngo", "bui", "dang", "duong", "dao", "luong", "dinh", "doan"),
        *("ta", "phung", "luu", "vuong", "ha", "ly", "ho", "quach", "nghiem", "to", "hoang", "hua"),
        *("kieu", "nong", "be", "lo", "trieu", "truong"),
    }
)
_MARKED_MIDDLE = frozenset({"thi", "van"})
# ie, ye, uo before a consonant, ua before n, t or y: spelt iê, yê, ươ or uô, uâ.
_NEVER_BARE = re.compile(r"(?:[iy]e(?:n|ng|t|p|m|c|u)|(?<!q)uo(?:n|ng|t|c|i|m|p|u)|(?<!q)ua[nty])$")
_TWO = 2
_LONGEST_SAYING = 24
# Several rules ask the same of one value, one after another.
_AT_HAND = 16


@value_rule("Q19", "error", "GL2; HCM", kinds=_WORDS)
def value_is_no_leftover(field: Field, value: str) -> Hit | None:
    if _silence(value) in ("junk", "sign"):
        return Hit(field.key, "")
    if not _SUSPECT.search(value):
        return None
    tidy = without_leftovers(value)
    return Hit(field.key, tidy) if tidy != clean(value).strip(" ,;") else None


@value_rule("Q19-said", "warning", "domain §13: typical empties", kinds=_WORDS)
def value_says_something(field: Field, value: str) -> Hit | None:
    """No proposal: only the book tells "không rõ" written by the clerk from a typist's filler."""
    if _silence(value) not in ("unknown", "nothing") or _in_list(field, value):
        return None
    return Hit(field.key)


@lru_cache(maxsize=_AT_HAND)
def _silence(value: str) -> str | None:
    return empty_kind(value) if len(value) <= _LONGEST_SAYING else None


def _in_list(field: Field, value: str) -> bool:
    return field.code_list is not None and code_list(field.code_list).find(value) is not None


@value_rule("Q20-space", "warning", "XLS", kinds=_TYPED)
def value_is_tidy(field: Field, value: str) -> Hit | None:
    if _is_tidy(value):
        return None
    tidy = clean(value)
    return Hit(field.key, tidy) if tidy != value else None


def _is_tidy(value: str) -> bool:
    """What `clean` leaves alone, told faster than by cleaning it."""
    return (
        value.isprintable()
        and "  " not in value
        and value[0] != " " != value[-1]
        and unicodedata.is_normalized("NFC", value)
    )


@value_rule("Q20-dd", "warning", "HaUtility: U+00D0 for U+0110", kinds=_WORDS)
def letters_are_vietnamese(field: Field, value: str) -> Hit | None:
    if value.isascii() or not _LOOK_ALIKE.search(value):
        return None
    return Hit(field.key, repair_dd(value))


@value_rule("Q20-code", "warning", "domain §13: encodings in old files", kinds=_WORDS)
def text_is_unicode(field: Field, value: str) -> Hit | None:
    """Letters alone are a guess: only one that several words bear out is proposed."""
    if value.isascii() or all(map(_reads, value.split())):
        return None
    told = repair(value)
    if not told.changed or told.kinds[0] not in _OLD_CODES:
        return None
    return Hit(field.key, told.after if told.sure else None, {"after": told.after})


def _reads(word: str) -> bool:
    """Only words that no Vietnamese reader could read are worth the look a repair takes."""
    return word.isascii() or is_syllable(word.strip(",.;:()"))


@value_rule("Q20-marks", "warning", "domain §13: marks; inferred", kinds=(Kind.PERSON,))
def name_has_marks(field: Field, value: str) -> Hit | None:
    """Without any mark, though it has a word that is never written so: nothing can be proposed."""
    if not value.isascii() or " " not in value.strip():
        return None
    words = value.lower().split()
    bare = (
        (words[0] in _MARKED_SURNAMES and len(words) > _TWO)
        or words[0] in _ONLY_SURNAMES
        or not _MARKED_MIDDLE.isdisjoint(words[1:-1])
        or any(_NEVER_BARE.search(word) for word in words)
    )
    return Hit(field.key) if bare and _LETTERS.fullmatch(value) else None


@value_rule("Q20-digit", "warning", "XLS", kinds=(Kind.PERSON,))
def name_has_no_digits(field: Field, value: str) -> Hit | None:
    return Hit(field.key) if _DIGIT.search(value) else None


@value_rule("Q20-case", "warning", "XLS; TT04 art. 31", kinds=(Kind.PERSON,))
def name_has_capitals(field: Field, value: str) -> Hit | None:
    """Capitals throughout are what the law asks for, capital initials what people write."""
    if value.isupper() or (value.istitle() and _USUAL_NAME.fullmatch(value)):
        return None
    proposal = title_name(value)
    if unicodedata.normalize("NFC", value) in (proposal, value.upper()):
        return None
    # Signs of an old encoding have no case: what they mean is for Q20-code to say.
    if text_is_unicode(field, value) is not None:
        return None
    # Min-jun: names of Korea and China have a small letter behind the hyphen.
    if _AFTER_HYPHEN.sub(lambda sign: sign[0].upper(), value) == proposal:
        return None
    return Hit(field.key, proposal) if proposal != clean(value) else None


@value_rule("Q27", "warning", "TST: lengths of the columns", kinds=(*_WORDS, Kind.PAPER))
def value_fits_its_column(field: Field, value: str) -> Hit | None:
    if field.maxlen is None or len(value) <= field.maxlen:
        return None
    return Hit(field.key, None, {"length": str(len(value)), "most": str(field.maxlen)})
