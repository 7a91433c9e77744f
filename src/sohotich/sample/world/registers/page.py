"""One registration while it is written: values by the ministry's keys, the lines left empty marked.

What a page of that era never printed stays empty, as it does in a book.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

from sohotich.domain.compare.marks import BLANK_IN_BOOK
from sohotich.domain.record_types import BookForm, form_for
from sohotich.domain.schema import PersonRole, RecordType, Required
from sohotich.domain.text import PartialDate, date_in_words
from sohotich.sample.world.chance import pick
from sohotich.sample.world.registers.homes import Home
from sohotich.sample.world.registers.people import (
    ADULT,
    AT_HOME,
    SEX_CODES,
    Party,
    birthday,
    day_between,
    identity_number,
)

_CAPITALS_FROM = 2016
_ID_CARDS_FROM, _CITIZEN_CARDS_FROM, _NUMBERS_FROM = 1976, 2016, 2016
_ID_CARD, _PASSPORT, _CITIZEN_CARD = "1", "2", "4"
_NEVER = ("not_printed",)
_SELDOM = ("unsure", "unlikely")


@dataclass(frozen=True, slots=True)
class Written:
    """A finished registration: `values` without empty ones; `marks` say why a line is empty."""

    values: dict[str, str]
    marks: dict[str, str]


class Page:
    """Values of one entry of `kind`, registered on `day` in `home`."""

    def __init__(self, kind: RecordType, day: date, home: Home, chance: random.Random) -> None:
        self.kind = kind
        self.day = day
        self.home = home
        self.chance = chance
        self.values: dict[str, str] = {}

    def put(self, **values: str) -> None:
        self.values.update(values)

    def person(self, role: str, party: Party, *, papers: bool = True) -> None:
        """Every line the type has for that role."""
        fields = next(one for one in self.kind.persons if one.role == role)
        person = party.person
        abroad = party.nationality != AT_HOME
        lines = {
            fields.name_field: self._name(person.name),
            fields.birth_field: date_text(person.born, whole=party.whole_date),
            fields.sex_field: SEX_CODES[person.sex],
            fields.ethnicity_field: person.ethnicity,
            fields.nationality_field: party.nationality,
            fields.residence_field: self.home.residence(self.chance, dead=party.dead),
            fields.residence_kind_field: "" if party.dead else pick(
                self.chance, (("1", 8), ("2", 1), ("", 3))),
        }  # fmt: skip
        lines.pop("", None)
        self.values.update(lines)
        if papers and not party.dead:
            self._papers(role, fields, party, abroad=abroad)

    def _name(self, name: str) -> str:
        return name.upper() if self.day.year >= _CAPITALS_FROM else name

    def _papers(self, role: str, fields: PersonRole, party: Party, *, abroad: bool) -> None:
        kind, number = self._paper(party, abroad=abroad)
        keys = self.kind.by_key
        if kind and fields.paper_field:
            self.values[fields.paper_field] = number
            self.values[fields.paper_kind_field] = kind
            issued, by = f"{role}NgayCapGiayToTuyThan", f"{role}NoiCapGiayToTuyThan"
            if issued in keys:
                grown = birthday(party.person.born, 14)
                since = max(grown, date(self.day.year - 9, 1, 1))
                self.values[issued] = date_text(day_between(self.chance, since, self.day))
                self.values[by] = (
                    f"Công an {self.home.province.lower()[:4]}{self.home.province[4:]}"
                )
        if fields.personal_id_field and self.day.year >= _NUMBERS_FROM:
            self.values[fields.personal_id_field] = identity_number(self.chance, party.person)

    def _paper(self, party: Party, *, abroad: bool) -> tuple[str, str]:
        if self.day.year < _ID_CARDS_FROM or self.day < birthday(party.person.born, ADULT):
            return "", ""
        if abroad:
            return _PASSPORT, f"C{self.chance.randrange(10**7):07d}"
        if self.day.year >= _CITIZEN_CARDS_FROM and self.chance.random() < 0.3:
            return _CITIZEN_CARD, identity_number(self.chance, party.person)
        return _ID_CARD, f"125{self.chance.randrange(10**6):06d}"

    def words(self, figures: str, words: str) -> None:
        """The date in words beside its figures, in one of the wordings people use."""
        value = self.values.get(figures)
        if value:
            self.values[words] = wording(PartialDate.from_text(value), self.chance)

    def done(self) -> Written:
        """What the book keeps: lines its page never had away, empty lines marked as such."""
        form = form_for(self.kind.code, self.day)
        filled = {
            key: value
            for key, value in self.values.items()
            if value and self._printed(form, key)
        }  # fmt: skip
        values = {field.key: filled[field.key] for field in self.kind.fields if field.key in filled}
        empty = (f.key for f in self.kind.fields if f.required is not Required.NO)
        return Written(values, {key: BLANK_IN_BOOK for key in empty if key not in values})

    def _printed(self, form: BookForm, key: str) -> bool:
        certainty = form.certainty[key]
        if key in self.kind.core:
            return True
        if certainty in _SELDOM:
            return self.chance.random() < 0.4
        return certainty not in _NEVER


def date_text(day: date, *, whole: bool = True) -> str:
    return f"{day:%d.%m.%Y}" if whole else str(day.year)


def wording(day: PartialDate, chance: random.Random) -> str:
    """`Ngày hai mươi bảy tháng tư năm một nghìn chín trăm chín mươi tám` and its variants."""
    words = date_in_words(day)
    return pick(
        chance,
        (
            (words, 6),
            (words.lower(), 1),
            (words.replace("nghìn", "ngàn"), 2),
            (words.replace("không trăm linh", "lẻ").replace("không trăm ", ""), 1),
            (words.replace("tháng một ", "tháng giêng "), 1),
            (words.replace("tháng mười hai ", "tháng chạp "), 1),
        ),
    )
