"""Values that should be there."""

from collections.abc import Iterable
from functools import lru_cache

from sohotich.domain.record_types import form_for, form_of_era
from sohotich.domain.rules.finding import Hit
from sohotich.domain.rules.record import Record
from sohotich.domain.rules.registry import record_rule
from sohotich.domain.schema import RecordType, Required

_OTHER_PAPER = "8"


@record_rule("Q01", "error", "HCM; Django models; fields.json required")
def required_is_filled(record: Record) -> Iterable[Hit]:
    return [Hit(key) for key in required_keys(record.kind) if record.lacks(key)]


@record_rule("Q01-printed", "warning", "forms by era: lines the page prints")
def printed_is_filled(record: Record) -> Iterable[Hit]:
    """Only where the page surely has the line: as an officer confirmed it for the book, else as the
    era's page is known; before 2006 hardly any is sure.
    """
    confirmed = record.context.printed
    if confirmed is not None:
        return [Hit(key) for key in _usual(record.kind) if key in confirmed and record.lacks(key)]
    day = record.date("ngayDangKy")
    if day is None:
        return ()
    era = form_for(record.kind.code, day.latest()).era
    return [Hit(key) for key in _printed(record.kind, era) if record.lacks(key)]


@record_rule("Q01-adopter", "error", "LHT art. 3; domain annex A.8", types=("CN",))
def somebody_adopts(record: Record) -> Iterable[Hit]:
    """One of them is enough: a man or a woman alone may adopt."""
    names = ("chaHoTen", "meHoTen")
    if all(map(record.lacks, names)):
        return (Hit("chaHoTen", related=("meHoTen",)),)
    return ()


@record_rule("Q28", "warning", "domain annex A: …GiayToKhac")
def other_paper_is_named(record: Record) -> Iterable[Hit]:
    for kind_key, name_key in _other_papers(record.kind):
        if record.values.get(kind_key) == _OTHER_PAPER and record.lacks(name_key):
            yield Hit(name_key, related=(kind_key,))


@record_rule("Q28-foreign", "warning", "domain annex A.11; TT04 art. 29")
def foreign_registration_is_told(record: Record) -> Iterable[Hit]:
    abroad = record.kind.abroad
    if abroad and abroad.told(record.values) and all(map(record.lacks, abroad.fields)):
        return (Hit(abroad.fields[0], related=(abroad.kind_field,)),)
    return ()


@record_rule("Q28-domestic", "warning", "domain annex A.11; TT04 art. 29")
def foreign_details_have_their_kind(record: Record) -> Iterable[Hit]:
    abroad = record.kind.abroad
    if abroad is None:
        return ()
    told = [key for key in abroad.fields if key in record.values]
    if not told or abroad.told(record.values) is not False:
        return ()
    return [Hit(key, related=(abroad.kind_field,)) for key in told]


@lru_cache(maxsize=64)
def _other_papers(kind: RecordType) -> tuple[tuple[str, str], ...]:
    pairs = ((p.paper_kind_field, p.paper_name_field) for p in kind.persons)
    return tuple(pair for pair in pairs if all(pair))


@lru_cache(maxsize=64)
def required_keys(kind: RecordType) -> tuple[str, ...]:
    """The fields that no record of the type may lack."""
    return tuple(field.key for field in kind.fields if field.required is Required.YES)


@lru_cache(maxsize=256)
def _printed(kind: RecordType, era: str | None) -> tuple[str, ...]:
    if era is None:
        return ()
    certainty = form_of_era(kind.code, era).certainty
    return tuple(key for key in _usual(kind) if certainty[key] == "printed")


@lru_cache(maxsize=64)
def _usual(kind: RecordType) -> tuple[str, ...]:
    return tuple(field.key for field in kind.fields if field.required is Required.LIKELY)
