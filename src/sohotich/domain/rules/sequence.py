"""Which date follows which: births, events, papers, notes in the margin."""

from collections.abc import Iterable
from functools import lru_cache

from sohotich.domain.rules.finding import Hit
from sohotich.domain.rules.record import Record
from sohotich.domain.rules.registry import record_rule
from sohotich.domain.schema import RecordType

_REGISTERED = "ngayDangKy"
_ISSUED = "NgayCapGiayToTuyThan"
_ABROAD = "ngayDangKyNuocNgoai"
# Type → pairs of which the first is never the later one.
_ORDER: dict[str, tuple[tuple[str, str], ...]] = {
    "KS": (
        ("nksNgaySinh", _ABROAD),
        (_REGISTERED, "nksMatTichNgayGhiChuTuyenBo"),
        ("nksMatTichNgayGhiChuTuyenBo", "nksMatTichNgayGhiChuHuyTuyenBo"),
        (_REGISTERED, "nksHanCheNangLucHanhViNgayGhiChuTuyenBo"),
        ("nksHanCheNangLucHanhViNgayGhiChuTuyenBo", "nksHanCheNangLucHanhViNgayGhiChuHuyTuyenBo"),
    ),
    "KH": (
        ("ngayXacLapQuanHeHonNhan", _REGISTERED),
        (_REGISTERED, "huyKetHonNgayGhiChu"),
        (_REGISTERED, "congNhanKetHonNgayGhiChu"),
    ),
    "KT": (
        ("nktNgayChet", "gbtNgay"),
        ("gbtNgay", _REGISTERED),
        ("nktNgayChet", _ABROAD),
        ("nktNgayGhiChuTuyenBoViecChet", "nktNgayGhiChuHuyTuyenBoViecChet"),
    ),
    "HN": (
        ("nxnThoiGianCuTruTu", "nxnThoiGianCuTruDen"),
        ("nxnThoiGianCuTruDen", _REGISTERED),
    ),
    "CDGH": (
        ("ghNgayGiayChungNhan", "ngayChamDut"),
        ("ngayChamDut", _REGISTERED),
    ),
    "CN": (("ngayQuyetDinh", _REGISTERED),),
    "TDCC": (
        ("ntdNgaySinh", "ngayDangKyHSGoc"),
        ("ngayDangKyHSGoc", _REGISTERED),
    ),
    "GCLH": (
        ("chongNgaySinh", "khNgay"),
        ("voNgaySinh", "khNgay"),
        ("khNgay", "bqNgay"),
        ("bqNgay", _REGISTERED),
    ),
}


@record_rule("Q09-before-birth", "error", "inferred", vouchable=True)
def registration_follows_births(record: Record) -> Iterable[Hit]:
    """Of everybody the record names: nobody is registered, or comes to register, unborn."""
    registered = record.date(_REGISTERED)
    if registered is None:
        return
    for key in birth_keys(record.kind):
        born = record.dates.get(key)
        if born is None or born.year < registered.year:
            continue
        if born.earliest() > registered.latest():
            yield Hit(key, facts={"day": registered.screen()}, related=(_REGISTERED,))


@record_rule("Q09-before-death", "error", "inferred", types=("KT",), vouchable=True)
def registration_follows_death(record: Record) -> Iterable[Hit]:
    registered, died = record.date(_REGISTERED), record.date("nktNgayChet")
    if registered is None or died is None or died.earliest() <= registered.latest():
        return ()
    return (Hit("nktNgayChet", facts={"day": registered.screen()}, related=(_REGISTERED,)),)


@record_rule("Q09-death", "error", "inferred", types=("KT",), vouchable=True)
def death_follows_birth(record: Record) -> Iterable[Hit]:
    born, died = record.date("nktNgaySinh"), record.date("nktNgayChet")
    if born is None or died is None or born.earliest() <= died.latest():
        return ()
    return (Hit("nktNgayChet", facts={"day": born.screen()}, related=("nktNgaySinh",)),)


@record_rule("Q09-order", "warning", "inferred from what each date says")
def dates_follow_each_other(record: Record) -> Iterable[Hit]:
    for first, second in ordered_pairs(record.kind):
        before = record.dates.get(first)
        after = record.dates.get(second)
        if before is None or after is None or before.year < after.year:
            continue
        if before.earliest() <= after.latest():
            continue
        key, other = (second, first) if first == _REGISTERED else (first, second)
        facts = {
            "first": record.kind.field(first).label,
            "first_day": before.screen(),
            "second": record.kind.field(second).label,
            "second_day": after.screen(),
        }
        yield Hit(key, None, facts, (other,))


@lru_cache(maxsize=64)
def birth_keys(kind: RecordType) -> tuple[str, ...]:
    """The births of everybody a record of the type names."""
    return tuple(person.birth_field for person in kind.persons if person.birth_field)


@lru_cache(maxsize=64)
def ordered_pairs(kind: RecordType) -> tuple[tuple[str, str], ...]:
    """Those of the type, of every person's paper, and of an event registered abroad."""
    own = list(_ORDER.get(kind.code, ()))
    for person in kind.persons:
        issued = person.role + _ISSUED
        own += [(person.birth_field, issued), (issued, _REGISTERED)]
    own.append((_ABROAD, _REGISTERED))
    return tuple(pair for pair in own if all(key in kind.by_key for key in pair))
