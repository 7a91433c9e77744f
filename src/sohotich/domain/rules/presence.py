"""Values that should be there."""

from collections.abc import Iterable
from functools import lru_cache

from sohotich.domain.record_types import form_for
from sohotich.domain.rules.finding import Hit
from sohotich.domain.rules.record import Record
from sohotich.domain.rules.registry import record_rule
from sohotich.domain.schema import RecordType, Required
from sohotich.domain.text import PartialDate

_FOREIGN = (
    "soDangKyNuocNgoai",
    "ngayDangKyNuocNgoai",
    "cqNuocNgoaiDaDangKy",
    "qgNuocNgoaiDaDangKy",
)
_REGISTERED_ABROAD = "3"
_OTHER_PAPER = "8"


@record_rule("Q01", "error", "HCM; Django models; fields.json required")
def required_is_filled(record: Record) -> Iterable[Hit]:
    return [Hit(key) for key in _required(record.kind) if record.lacks(key)]


@record_rule("Q01-printed", "warning", "forms by era: lines the page prints")
def printed_is_filled(record: Record) -> Iterable[Hit]:
    """Only where the page of that time surely had the line: before 2006 hardly any is sure."""
    day = record.date("ngayDangKy")
    if day is None:
        return ()
    return [Hit(key) for key in _printed(record.kind, day) if record.lacks(key)]


@record_rule("Q28", "warning", "domain annex A.1: nycGiayToKhac", types=("KS",))
def other_paper_is_named(record: Record) -> Iterable[Hit]:
    if record.get("nycLoaiGiayToTuyThan") == _OTHER_PAPER and record.lacks("nycGiayToKhac"):
        return (Hit("nycGiayToKhac", related=("nycLoaiGiayToTuyThan",)),)
    return ()


@record_rule("Q28-foreign", "warning", "domain annex A.1, A.11; TT04 art. 29", types=("KS",))
def foreign_registration_is_told(record: Record) -> Iterable[Hit]:
    abroad = record.get("loaiDangKy") == _REGISTERED_ABROAD
    if abroad and all(map(record.lacks, _FOREIGN)):
        return (Hit(_FOREIGN[0], related=("loaiDangKy",)),)
    return ()


@record_rule("Q28-domestic", "warning", "domain annex A.1, A.11; TT04 art. 29", types=("KS",))
def foreign_details_have_their_kind(record: Record) -> Iterable[Hit]:
    kind = record.get("loaiDangKy")
    if not kind or kind == _REGISTERED_ABROAD:
        return ()
    return [Hit(key, related=("loaiDangKy",)) for key in _FOREIGN if key in record.values]


@lru_cache(maxsize=64)
def _required(kind: RecordType) -> tuple[str, ...]:
    return tuple(field.key for field in kind.fields if field.required is Required.YES)


@lru_cache(maxsize=1 << 14)
def _printed(kind: RecordType, day: PartialDate) -> tuple[str, ...]:
    form = form_for(kind.code, day.latest())
    return tuple(
        field.key
        for field in kind.fields
        if field.required is Required.LIKELY and form.certainty[field.key] == "printed"
    )
