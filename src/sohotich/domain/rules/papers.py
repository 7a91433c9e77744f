"""Numbers of people and papers."""

import re
from collections.abc import Iterable

from sohotich.domain.record_types import code_list
from sohotich.domain.rules.finding import Hit
from sohotich.domain.rules.record import Record
from sohotich.domain.rules.registry import record_rule, value_rule
from sohotich.domain.schema import Field, Kind

_SPACERS = re.compile(r"[\s.\-]+")
_ID_CARD, _CITIZEN_CARD = "1", "4"
_DIGITS_OF = {_ID_CARD: (9, 12), _CITIZEN_CARD: (12,)}
# Passports and papers of the army and the police carry letters.
_FREE_FORM = {"2", "3", "5", "6", "7", "8"}
_HOLDERS = ("me", "cha", "nyc")
_MALE, _FEMALE = "1", "2"
# Whose number, whose birth date, and the sex that is known without asking.
_PERSONS = (
    ("nksSoDinhDanh", "nksNgaySinh", ""),
    ("meSoDinhDanhCaNhan", "meNgaySinh", _FEMALE),
    ("chaSoDinhDanhCaNhan", "chaNgaySinh", _MALE),
)


def _is_id(value: str) -> bool:
    return len(value) == 12 and value.isascii() and value.isdigit()


@value_rule("Q11-id", "error", "Luật Căn cước 2023 art. 12; PORT", kinds=(Kind.PERSONAL_ID,))
def personal_id_has_twelve_digits(field: Field, value: str) -> Hit | None:
    if _is_id(value):
        return None
    tidy = _SPACERS.sub("", value)
    return Hit(field.key, tidy if _is_id(tidy) else None)


@record_rule("Q11", "error", "TST; DLDC; PORT", types=("KS",), vouchable=True)
def paper_number_fits_its_kind(record: Record) -> Iterable[Hit]:
    for holder in _HOLDERS:
        value = record.get(f"{holder}SoGiayToTuyThan")
        kind = record.get(f"{holder}LoaiGiayToTuyThan")
        if not value or kind in _FREE_FORM:
            continue
        lengths = _DIGITS_OF.get(kind, (9, 12))
        if _is_number(value, lengths):
            continue
        tidy = _SPACERS.sub("", value)
        said = " hoặc ".join(map(str, lengths))
        yield Hit(
            f"{holder}SoGiayToTuyThan",
            tidy if _is_number(tidy, lengths) else None,
            {"lengths": said},
            (f"{holder}LoaiGiayToTuyThan",),
        )


def _is_number(value: str, lengths: tuple[int, ...]) -> bool:
    return len(value) in lengths and value.isascii() and value.isdigit()


@record_rule("Q12", "warning", "NĐ 137/2015; NĐ 70/2024 art. 11", types=("KS",))
def personal_id_fits_the_person(record: Record) -> Iterable[Hit]:
    """A warning only: a citizen may keep a number whose figures no longer fit."""
    for key, birth_key, sex in _PERSONS:
        number = record.get(key)
        if not _is_id(number):
            continue
        born = record.date(birth_key)
        wrong = _wrong_parts(number, born.year if born else None, sex or record.get("nksGioiTinh"))
        if wrong:
            yield Hit(key, None, {"wrong": ", ".join(wrong)}, (birth_key,))


def _wrong_parts(number: str, year: int | None, sex: str) -> list[str]:
    wrong = []
    if number[:3] not in code_list("maTinhSoDinhDanh").values:
        wrong.append("ba chữ số đầu (mã tỉnh)")
    century_and_sex = int(number[3])
    if sex in (_MALE, _FEMALE) and century_and_sex % 2 != int(sex) - 1:
        wrong.append("chữ số thứ tư (giới tính)")
    if year is not None and 1900 + century_and_sex // 2 * 100 + int(number[4:6]) != year:
        wrong.append("chữ số thứ tư đến thứ sáu (năm sinh)")
    return wrong
