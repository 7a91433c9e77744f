"""Numbers of people and papers."""

import re
from collections.abc import Iterable
from functools import lru_cache

from sohotich.domain.record_types import code_list
from sohotich.domain.rules.finding import Hit
from sohotich.domain.rules.record import Record
from sohotich.domain.rules.registry import record_rule, value_rule
from sohotich.domain.schema import Field, Kind, PersonRole, RecordType

_SPACERS = re.compile(r"[\s.\-]+")
_PASSPORT = re.compile(r"[A-Z]\d{7}|[A-Z]{2}\d{6,7}")
_LEFT_BLANK, _ID_CARD, _CITIZEN_CARD = "0", "1", "4"
_DIGITS_OF = {_ID_CARD: (9, 12), _CITIZEN_CARD: (12,)}
# Passports and papers of the army and the police carry letters.
_FREE_FORM = {"2", "3", "5", "6", "7", "8"}
_MALE, _FEMALE = "1", "2"


def _is_id(value: str) -> bool:
    return len(value) == 12 and value.isascii() and value.isdigit()


@value_rule("Q11-id", "error", "Luật Căn cước 2023 art. 12; PORT", kinds=(Kind.PERSONAL_ID,))
def personal_id_has_twelve_digits(field: Field, value: str) -> Hit | None:
    if _is_id(value):
        return None
    tidy = _SPACERS.sub("", value)
    return Hit(field.key, tidy if _is_id(tidy) else None)


@record_rule("Q11", "error", "TST; DLDC; PORT", vouchable=True)
def paper_number_fits_its_kind(record: Record) -> Iterable[Hit]:
    for number_key, kind_key in _papers(record.kind):
        value = record.values.get(number_key)
        if not value:
            continue
        kind = record.get(kind_key)
        lengths = _DIGITS_OF.get(kind, (9, 12))
        if kind in _FREE_FORM or _is_number(value, lengths):
            continue
        if not kind and _PASSPORT.fullmatch(value):
            continue
        tidy = _SPACERS.sub("", value)
        said = " hoặc ".join(map(str, lengths))
        proposal = tidy if _is_number(tidy, lengths) else None
        yield Hit(number_key, proposal, {"lengths": said}, (kind_key,))


@record_rule("Q11-kind", "warning", "domain annex B: loaiGiayToTuyThan 0 = Để trống")
def a_numbered_paper_has_a_kind(record: Record) -> Iterable[Hit]:
    for number_key, kind_key in _papers(record.kind):
        if record.values.get(number_key) and record.values.get(kind_key) == _LEFT_BLANK:
            yield Hit(kind_key, related=(number_key,))


@lru_cache(maxsize=64)
def _papers(kind: RecordType) -> tuple[tuple[str, str], ...]:
    """Number and kind of everybody's paper."""
    return tuple((p.paper_field, p.paper_kind_field) for p in kind.persons if p.paper_field)


def _is_number(value: str, lengths: tuple[int, ...]) -> bool:
    return len(value) in lengths and value.isascii() and value.isdigit()


@record_rule("Q12", "warning", "NĐ 137/2015; NĐ 70/2024 art. 11")
def personal_id_fits_the_person(record: Record) -> Iterable[Hit]:
    """A warning only: a citizen may keep a number whose figures no longer fit."""
    for person in _numbered(record.kind):
        number = record.get(person.personal_id_field)
        if not _is_id(number):
            continue
        born = record.date(person.birth_field)
        sex = person.sex or record.get(person.sex_field)
        wrong = _wrong_parts(number, born.year if born else None, sex)
        if wrong:
            asked = tuple(key for key in (person.birth_field, person.sex_field) if key)
            yield Hit(person.personal_id_field, None, {"wrong": ", ".join(wrong)}, asked)


@lru_cache(maxsize=64)
def _numbered(kind: RecordType) -> tuple[PersonRole, ...]:
    return tuple(person for person in kind.persons if person.personal_id_field)


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
