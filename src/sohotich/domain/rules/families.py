"""What a birth record says of the parents."""

from collections.abc import Iterable

from sohotich.domain.rules.finding import Hit
from sohotich.domain.rules.record import Record
from sohotich.domain.rules.registry import record_rule

# nksLoaiKhaiSinh -> is the mother known, is the father known.
_KNOWN = {
    "1": (True, True),
    "2": (False, True),
    "3": (True, False),
    "4": (False, False),
    "5": (False, False),
}
_PARENTS = (("meHoTen", "mẹ"), ("chaHoTen", "cha"))


@record_rule("Q23", "warning", "inferred from nksLoaiKhaiSinh", types=("KS",))
def named_parents_are_known(record: Record) -> Iterable[Hit]:
    return _disagreeing(record, known=False)


@record_rule("Q23-missing", "warning", "inferred from nksLoaiKhaiSinh; TST", types=("KS",))
def known_parents_are_named(record: Record) -> Iterable[Hit]:
    return _disagreeing(record, known=True)


def _disagreeing(record: Record, *, known: bool) -> list[Hit]:
    expected = _KNOWN.get(record.get("nksLoaiKhaiSinh"))
    if expected is None:
        return []
    return [
        Hit(key, facts={"parent": parent}, related=("nksLoaiKhaiSinh",))
        for (key, parent), is_known in zip(_PARENTS, expected, strict=True)
        if is_known is known and (record.lacks(key) if known else key in record.values)
    ]
