"""A record type: its fields in the template's order, its sections in the book's order."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sohotich.domain.schema.abroad import Abroad
from sohotich.domain.schema.field import Field, Required
from sohotich.domain.schema.person import PersonRole
from sohotich.domain.schema.standing import Standing

# Beside the place of registration, what one cover and one office give every entry of a book.
_OF_THE_BOOK = ("quyenSo", "nguoiKy", "chucVuNguoiKy", "nguoiThucHien")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form; `code` is what fields name."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the ministry's template.

    `row_number` is the heading of the running number in column A, None where there is none;
    `spaced`: marked headings end with a space, as in the ministry's own file. `basis`: the sources
    the `standing` rests on.
    """

    code: str
    title: str
    standing: Standing
    basis: str
    row_number: str | None = None
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a template; `field` is None for the running number (STT)."""

    header: str
    field: Field | None

    @property
    def name(self) -> str:
        """The heading as one compares it: without the spaces around it."""
        return self.header.strip()


@dataclass(frozen=True, eq=False)
class RecordType:
    """`versions` begins with the one used unless another is asked for.

    `notes` is the key of the field that takes, verbatim, whatever has no field of its own; `office`
    that of the place of registration. A field in no version is kept here but never handed over.
    `abroad` is None where an event registered abroad does not come into this register.
    """

    code: str
    file_name: str
    name: str
    versions: tuple[Version, ...]
    sections: tuple[Section, ...]
    fields: tuple[Field, ...]
    persons: tuple[PersonRole, ...]
    abroad: Abroad | None
    notes: str = "ghiChu"
    office: str = "noiDangKy"

    @property
    def book_name(self) -> str:
        """`Sổ đăng ký khai sinh`: the register as people call it."""
        return f"Sổ {self.name[0].lower()}{self.name[1:]}"

    @property
    def template_standing(self) -> Standing:
        """How sure the template is that is used unless another is asked for."""
        return self.versions[0].standing

    @cached_property
    def principals(self) -> tuple[PersonRole, ...]:
        """Whom the record is about: one person, or husband and wife, parent and child."""
        return tuple(person for person in self.persons if person.principal)

    def title(self, values: Mapping[str, str | None]) -> str:
        """The names of whom the record is about, parted by “ – ”; "" where none is filled."""
        names = (values.get(person.name_field) or "" for person in self.principals)
        return " – ".join(name for name in names if name)

    @cached_property
    def shared(self) -> tuple[str, ...]:
        """Keys a whole book may have in common: never the name or a date of one person."""
        general = (self.office, *_OF_THE_BOOK)
        own = (key for p in self._usual for key in (p.ethnicity_field, p.nationality_field))
        return tuple(key for key in (*general, *own) if key in self.by_key)

    @cached_property
    def _usual(self) -> tuple[PersonRole, ...]:
        """Persons most entries name: nothing is filled in beforehand for a second guardian."""
        return tuple(
            person
            for person in self.persons
            if self.field(person.name_field).required is not Required.NO
        )

    @cached_property
    def repeated(self) -> tuple[str, ...]:
        """Keys that mostly stay the same from one registration to the next. Never a date: two
        keyers who both pass by the carried one would agree on a day that stands nowhere.
        """
        kinds = ("loaiDangKy", *(person.residence_kind_field for person in self._usual))
        return tuple(key for key in (*self.shared, *kinds) if key in self.by_key)

    @cached_property
    def prefilled(self) -> frozenset[str]:
        """Keys that a template of one book is filled with beforehand, at most."""
        return frozenset((*self.repeated, "so"))

    @cached_property
    def kept_back(self) -> frozenset[str]:
        """Keys no template has a column for: kept in the record, handed over to nobody."""
        return frozenset(field.key for field in self.fields if not field.versions)

    @property
    def default_version(self) -> str:
        return self.versions[0].code

    @cached_property
    def by_key(self) -> dict[str, Field]:
        return {field.key: field for field in self.fields}

    def field(self, key: str) -> Field:
        """KeyError for a key the type does not have."""
        return self.by_key[key]

    def version(self, code: str | None = None) -> Version:
        """The version of that name, or the default one; KeyError if there is none."""
        wanted = code or self.default_version
        for version in self.versions:
            if version.code == wanted:
                return version
        raise KeyError(wanted)

    def version_or_default(self, code: str) -> Version:
        """The version of that name where the type has it, else the one it is written in."""
        return next((v for v in self.versions if v.code == code), self.versions[0])

    def columns(self, version: str | None = None) -> tuple[Column, ...]:
        """The template's columns from A on, headings exactly as they stand in row 1."""
        wanted = self.version(version)
        first = () if wanted.row_number is None else (Column(wanted.row_number, None),)
        return first + tuple(
            Column(field.key + (" " if wanted.spaced and field.marked else ""), field)
            for field in self.fields
            if wanted.code in field.versions
        )

    def fields_in(self, section: str) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.section == section)

    @cached_property
    def core(self) -> tuple[str, ...]:
        """Keys a form shows whatever the era: what the ministry wants, and the notes."""
        return tuple(f.key for f in self.fields if f.wanted or f.key == self.notes)

    @cached_property
    def optional(self) -> frozenset[str]:
        """Keys of lines that may well be empty, the notes among them."""
        return frozenset(f.key for f in self.fields if not f.wanted)
