"""Places, as far as the lists of units can judge them."""

from collections.abc import Iterable
from functools import lru_cache

from sohotich.domain.places import Level, parse_place
from sohotich.domain.places.units import KNOWN_FROM
from sohotich.domain.rules.finding import Hit
from sohotich.domain.rules.record import Record
from sohotich.domain.rules.registry import record_rule, value_rule
from sohotich.domain.schema import Field, Kind
from sohotich.domain.text import PartialDate

# A commune and at least one level above it agree once marks are left aside.
_SURE_WITHOUT_MARKS = 0.64


@value_rule("Q24-marks", "warning", "inferred; unit lists", kinds=(Kind.PLACE,))
def place_keeps_its_marks(field: Field, value: str) -> Hit | None:
    place = parse_place(value)
    if place.exact or place.unit is None or place.confidence < _SURE_WITHOUT_MARKS:
        return None
    return Hit(field.key, None, {"unit": place.unit.name})


@record_rule("Q24", "warning", "inferred; unit lists of 12.2024, 01.2025, 07.2025")
def office_existed_on_the_day(record: Record) -> Iterable[Hit]:
    """Only from the day the lists know: a name whose history is not known is no error."""
    office, day = record.get("noiDangKy"), record.date("ngayDangKy")
    if not office or day is None or day.earliest() < KNOWN_FROM:
        return ()
    return (Hit("noiDangKy", related=("ngayDangKy",)),) if _no_such_commune(office, day) else ()


@lru_cache(maxsize=1 << 12)
def _no_such_commune(office: str, day: PartialDate) -> bool:
    """A commune is named, in this province, and no list of that day has it."""
    place = parse_place(office, day.latest())
    names_commune = any(part.levels == (Level.COMMUNE,) for part in place.parts)
    return names_commune and place.unit is not None and place.unit.level is not Level.COMMUNE
