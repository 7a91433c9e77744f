"""The persons a record names, and which of its fields speak of each."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

Sex = Literal["", "1", "2"]  # codes of the list gioiTinh
MALE: Sex = "1"
FEMALE: Sex = "2"


@dataclass(frozen=True, slots=True)
class PersonRole:
    """One person of a record; every `…_field` is a key of the type, or "" where it has none.

    `principal`: the record is about this person, whose name stands in lists. `sex`: what the role
    itself says (a wife is a woman), else "".
    """

    role: str
    label: str
    principal: bool
    sex: Sex
    name_field: str
    birth_field: str
    sex_field: str
    ethnicity_field: str
    nationality_field: str
    residence_kind_field: str
    residence_field: str
    personal_id_field: str
    paper_kind_field: str
    paper_name_field: str
    paper_field: str

    @property
    def number_fields(self) -> tuple[str, ...]:
        """Fields with a number that tells the person apart, the surest first."""
        return tuple(key for key in (self.personal_id_field, self.paper_field) if key)


def person_role(
    keys: Collection[str], role: str, label: str, *, principal: bool = False, sex: Sex = ""
) -> PersonRole:
    """The role whose fields begin with `role`, as the ministry's names do (`chongHoTen`).

    KeyError when `keys` has no name of that person.
    """

    def having(*endings: str) -> str:
        return next((role + ending for ending in endings if role + ending in keys), "")

    name = having("HoTen")
    if not name:
        raise KeyError(f"{role}HoTen")
    return PersonRole(
        role,
        label,
        principal,
        sex,
        name_field=name,
        birth_field=having("NgaySinh"),
        sex_field=having("GioiTinh"),
        ethnicity_field=having("DanToc"),
        nationality_field=having("QuocTich"),
        residence_kind_field=having("LoaiCuTru"),
        residence_field=having("NoiCuTru"),
        personal_id_field=having("SoDinhDanh", "SoDinhDanhCaNhan", "SoDDCN"),
        paper_kind_field=having("LoaiGiayToTuyThan"),
        paper_name_field=having("GiayToKhac"),
        paper_field=having("SoGiayToTuyThan"),
    )
