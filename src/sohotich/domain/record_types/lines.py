"""What every record type is written with: one line per field, and the short names lines use."""

from collections.abc import Iterable

from sohotich.domain.schema import Field, Kind, Required, Version

TEXT, PERSON, PLACE, DATE = Kind.TEXT, Kind.PERSON, Kind.PLACE, Kind.DATE
NUMBER, BOOK, PAGE = Kind.NUMBER, Kind.BOOK, Kind.PAGE
CODE, LISTED, PAPER, PERSONAL_ID = Kind.CODE, Kind.LISTED, Kind.PAPER, Kind.PERSONAL_ID
YES, LIKELY, COND, NO = Required.YES, Required.LIKELY, Required.CONDITIONAL, Required.NO

# The columns that only an event registered abroad fills, in every type that has them.
ABROAD_KEYS = (
    "soDangKyNuocNgoai",
    "ngayDangKyNuocNgoai",
    "cqNuocNgoaiDaDangKy",
    "qgNuocNgoaiDaDangKy",
)


def line(
    key: str,
    label: str,
    kind: Kind,
    section: str,
    required: Required,
    *,
    versions: Iterable[str],
    maxlen: int | None = None,
    codes: str | None = None,
    marked: bool = False,
    hint: str = "",
) -> Field:
    """One field; `versions` names the templates that have its column, none of them if empty."""
    return Field(
        key, label, kind, section, required, maxlen, codes, hint, frozenset(versions), marked
    )


def codes_of(versions: Iterable[Version]) -> frozenset[str]:
    """The names of all versions: what a field in each of them says."""
    return frozenset(version.code for version in versions)
