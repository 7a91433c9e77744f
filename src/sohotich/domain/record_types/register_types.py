"""Every kind of register and its code in names of books and files; which of them can be keyed."""

import csv
from dataclasses import dataclass
from pathlib import Path

from sohotich.domain.record_types.khai_sinh import KHAI_SINH
from sohotich.domain.schema import RecordType


@dataclass(frozen=True, slots=True)
class RegisterType:
    """`confirmed`: real packages use the code; otherwise it is our proposal."""

    code: str
    file_name: str
    name: str
    confirmed: bool
    source: str


def _read() -> dict[str, RegisterType]:
    path = Path(__file__).with_name("register_types.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: RegisterType(
                row["code"], row["file_name"], row["name"], row["confirmed"] == "yes", row["source"]
            )
            for row in csv.DictReader(file)
        }


REGISTER_TYPES: dict[str, RegisterType] = _read()

RECORD_TYPES: tuple[RecordType, ...] = (KHAI_SINH,)

_BY_NAME = {name: kind for kind in RECORD_TYPES for name in (kind.code, kind.file_name)}


def record_type(name: str) -> RecordType:
    """By code ("KS") or file name ("khai_sinh"); KeyError for a type that cannot be keyed yet."""
    return _BY_NAME[name]


def register_type(name: str) -> RegisterType:
    """By code or file name, of any kind of register; KeyError if there is none."""
    for kind in REGISTER_TYPES.values():
        if name in (kind.code, kind.file_name):
            return kind
    raise KeyError(name)
