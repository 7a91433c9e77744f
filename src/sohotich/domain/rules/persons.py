"""Who the persons of a record are to one another."""

from collections.abc import Iterable

from sohotich.domain.rules.finding import Hit
from sohotich.domain.rules.record import Record
from sohotich.domain.rules.registry import record_rule
from sohotich.domain.schema import FEMALE, MALE
from sohotich.domain.text import written_key

# cmc_loaiXacNhan: a father is recognised, or a mother is.
_RECOGNISED = {"1": MALE, "3": MALE, "2": FEMALE, "4": FEMALE}
_DEAD = "chết"
_PARENT_ROLES = ("cha", "me")


@record_rule("Q29-sex", "warning", "inferred from cmc_loaiXacNhan", types=("CMC",))
def recognised_parent_has_the_sex(record: Record) -> Iterable[Hit]:
    expected = _RECOGNISED.get(record.get("loaiXacNhan"))
    said = record.get("cmGioiTinh")
    if expected is None or said not in (MALE, FEMALE) or said == expected:
        return ()
    return (Hit("cmGioiTinh", related=("loaiXacNhan",)),)


@record_rule("Q29-same", "warning", "inferred: one line keyed twice")
def principals_are_not_one(record: Record) -> Iterable[Hit]:
    """Husband and wife, parent and child: the name of one was keyed for the other."""
    if len(record.kind.principals) < 2:
        return ()
    first, second = (person.name_field for person in record.kind.principals[:2])
    one, other = record.get(first), record.get(second)
    if not one or one[:1].casefold() != other[:1].casefold():
        return ()
    if written_key(one) != written_key(other):
        return ()
    return (Hit(second, related=(first,)),)


@record_rule("Q29-declarant", "warning", "TT04 art. 10; inferred", types=("KS", "KT"))
def the_dead_declare_nothing(record: Record) -> Iterable[Hit]:
    name = record.get("nycHoTen")
    if not name:
        return ()
    return [
        Hit("nycHoTen", None, {"who": record.kind.field(key).label}, (key,))
        for key in _dead_names(record)
        if written_key(record.get(key)) == written_key(name)
    ]


def _dead_names(record: Record) -> list[str]:
    if record.kind.code == "KT":
        return ["nktHoTen"] if record.get("nktHoTen") else []
    return [
        f"{role}HoTen"
        for role in _PARENT_ROLES
        if _DEAD in record.get(f"{role}NoiCuTru").casefold() and record.get(f"{role}HoTen")
    ]
