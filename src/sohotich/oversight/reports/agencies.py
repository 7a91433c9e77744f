"""Who writes a tier's report, to whom, and who signs: plan 563/KH-UBND part 9, NĐ 30/2020."""

from __future__ import annotations

from sohotich.domain.places import Level
from sohotich.domain.places.unit import split_kind
from sohotich.engines.documents.official.letter import Signer
from sohotich.engines.documents.progress import Sender
from sohotich.oversight.reports.offices import Office, Offices

_COPIES = ("Như trên", "Lưu: VT")


def sender_of(offices: Offices, office: Office) -> Sender:
    """The head, addressees and signature of the unit's report; the number is the clerk's to give.

    Without districts (from 01.07.2025) a commune writes to the department.
    """
    return _SENDERS[office.level](offices, office)


def agency_name(offices: Offices, office: Office) -> str:
    """The agency that speaks for the unit, in a sentence: `Phòng Tư pháp huyện Lương Tài`."""
    if office.level is Level.COMMUNE:
        return f"Ủy ban nhân dân {_in_sentence(office)}"
    room = "Phòng Tư pháp" if office.level is Level.DISTRICT else "Sở Tư pháp"
    return f"{room} {_in_sentence(office)}"


def _commune(offices: Offices, office: Office) -> Sender:
    above = offices.above(office.code)
    return Sender(
        agency=f"Ủy ban nhân dân\n{_in_sentence(office)}",
        symbol="BC-UBND",
        place=_bare(office),
        signer=Signer("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        addressees=(agency_name(offices, above),) if above else (),
        recipients=_COPIES,
    )


def _district(offices: Offices, office: Office) -> Sender:
    province = _province_name(offices)
    return Sender(
        parent_agency=f"Ủy ban nhân dân\n{_in_sentence(office)}",
        agency="Phòng Tư pháp",
        symbol="BC-PTP",
        place=_bare(office),
        signer=Signer("", "TRƯỞNG PHÒNG"),
        addressees=(f"Sở Tư pháp {province}", f"Công an {province}"),
        recipients=_COPIES,
    )


def _province(offices: Offices, office: Office) -> Sender:
    province = _in_sentence(office)
    return Sender(
        parent_agency=f"Ủy ban nhân dân\n{province}",
        agency="Sở Tư pháp",
        symbol="BC-STP",
        place=_bare(office),
        signer=Signer("", "GIÁM ĐỐC"),
        addressees=(f"Ủy ban nhân dân {province}", f"Tổ công tác Đề án 06 {province}"),
        recipients=_COPIES,
    )


_SENDERS = {Level.COMMUNE: _commune, Level.DISTRICT: _district, Level.PROVINCE: _province}


def _province_name(offices: Offices) -> str:
    return _in_sentence(offices.all[offices.root])


def _in_sentence(office: Office) -> str:
    """`xã An Tập` for "Xã An Tập"."""
    return office.name[:1].lower() + office.name[1:]


def _bare(office: Office) -> str:
    """`An Tập` for "Xã An Tập"."""
    return split_kind(office.name)[1]
