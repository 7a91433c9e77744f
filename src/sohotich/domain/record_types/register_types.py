"""Every kind of register and its code in names of books and files; which of them can be keyed."""

import csv
from dataclasses import dataclass
from pathlib import Path

from sohotich.domain.record_types.cham_dut_giam_ho import CHAM_DUT_GIAM_HO
from sohotich.domain.record_types.ghi_chu_ly_hon import GHI_CHU_LY_HON
from sohotich.domain.record_types.giam_ho import GIAM_HO
from sohotich.domain.record_types.ket_hon import KET_HON
from sohotich.domain.record_types.khai_sinh import KHAI_SINH
from sohotich.domain.record_types.khai_tu import KHAI_TU
from sohotich.domain.record_types.nhan_cha_me_con import NHAN_CHA_ME_CON
from sohotich.domain.record_types.nuoi_con_nuoi import NUOI_CON_NUOI
from sohotich.domain.record_types.thay_doi_cai_chinh import THAY_DOI_CAI_CHINH
from sohotich.domain.record_types.xac_nhan_hon_nhan import XAC_NHAN_HON_NHAN
from sohotich.domain.schema import RecordType


@dataclass(frozen=True, slots=True)
class RegisterType:
    """`confirmed`: real packages use the code; otherwise it is our proposal.

    `keyed_as`: the code of the record type its entries are keyed in: its own, but for registers
    of events abroad (TT 04/2020 art. 29: the book of that event) and supervision of guardianship.
    """

    code: str
    file_name: str
    name: str
    confirmed: bool
    source: str
    keyed_as: str


def _read() -> dict[str, RegisterType]:
    path = Path(__file__).with_name("register_types.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: RegisterType(
                row["code"],
                row["file_name"],
                row["name"],
                row["confirmed"] == "yes",
                row["source"],
                row["keyed_as"],
            )
            for row in csv.DictReader(file)
        }


REGISTER_TYPES: dict[str, RegisterType] = _read()

# In the order lists and menus offer them: the confirmed ones first.
RECORD_TYPES: tuple[RecordType, ...] = (
    KHAI_SINH,
    KET_HON,
    KHAI_TU,
    NHAN_CHA_ME_CON,
    XAC_NHAN_HON_NHAN,
    GIAM_HO,
    CHAM_DUT_GIAM_HO,
    NUOI_CON_NUOI,
    THAY_DOI_CAI_CHINH,
    GHI_CHU_LY_HON,
)

_BY_NAME = {name: kind for kind in RECORD_TYPES for name in (kind.code, kind.file_name)}


def record_type(name: str) -> RecordType:
    """By code ("KS") or file name ("khai_sinh"); KeyError for a type that cannot be keyed."""
    return _BY_NAME[name]


def register_type(name: str) -> RegisterType:
    """By code or file name, of any kind of register; KeyError if there is none."""
    for kind in REGISTER_TYPES.values():
        if name in (kind.code, kind.file_name):
            return kind
    raise KeyError(name)


def keyed_as(code: str) -> str:
    """The code of the record type in which a register of this code is keyed; "" if unknown."""
    kind = REGISTER_TYPES.get(code)
    return kind.keyed_as if kind is not None else ""
