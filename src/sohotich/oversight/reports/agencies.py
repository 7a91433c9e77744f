"""Who writes a tier's report, to whom, and who signs: plan 563/KH-UBND part 9, NĐ 30/2020."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sohotich.domain.places import Level
from sohotich.domain.places.unit import split_kind
from sohotich.engines.documents.official.letter import Signer
from sohotich.engines.documents.progress import Sender
from sohotich.foundation.policies.services import value
from sohotich.oversight.reports.offices import Office, Offices


def sender_of(offices: Offices, office: Office) -> Sender:
    """The head, addressees and signature of the unit's report; the number is the clerk's to give.

    Without districts (from 01.07.2025) a commune writes to the department.
    """
    return replace(
        _SENDERS[office.level](office),
        addressees=_listed(offices, office, "report.addressees"),
        recipients=_listed(offices, office, "report.recipients"),
    )


def _listed(offices: Offices, office: Office, policy: str) -> tuple[str, ...]:
    """The places that the policy names for the tier, in the order in which they are written."""
    table = value(policy, offices.day)
    text = table.get(office.level.value, "") if isinstance(table, Mapping) else ""
    above = offices.above(office.code)
    for word, meant in (
        ("{cấp trên}", agency_name(offices, above) if above else ""),
        ("{tỉnh}", _in_sentence(offices.all[offices.root])),
    ):
        text = text.replace(word, meant)
    return tuple(part.strip() for part in text.split(";") if part.strip())


def agency_name(offices: Offices, office: Office) -> str:
    """The agency that speaks for the unit, in a sentence: `Phòng Tư pháp huyện Lương Tài`."""
    if office.level is Level.COMMUNE:
        return f"Ủy ban nhân dân {_in_sentence(office)}"
    room = "Phòng Tư pháp" if office.level is Level.DISTRICT else "Sở Tư pháp"
    return f"{room} {_in_sentence(office)}"


def _commune(office: Office) -> Sender:
    return Sender(
        agency=f"Ủy ban nhân dân\n{_in_sentence(office)}",
        symbol="BC-UBND",
        place=_bare(office),
        signer=Signer("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    )


def _district(office: Office) -> Sender:
    return Sender(
        parent_agency=f"Ủy ban nhân dân\n{_in_sentence(office)}",
        agency="Phòng Tư pháp",
        symbol="BC-PTP",
        place=_bare(office),
        signer=Signer("", "TRƯỞNG PHÒNG"),
    )


def _province(office: Office) -> Sender:
    province = _in_sentence(office)
    return Sender(
        parent_agency=f"Ủy ban nhân dân\n{province}",
        agency="Sở Tư pháp",
        symbol="BC-STP",
        place=_bare(office),
        signer=Signer("", "GIÁM ĐỐC"),
    )


_SENDERS = {Level.COMMUNE: _commune, Level.DISTRICT: _district, Level.PROVINCE: _province}


def _in_sentence(office: Office) -> str:
    """`xã An Tập` for "Xã An Tập"."""
    return office.name[:1].lower() + office.name[1:]


def _bare(office: Office) -> str:
    """`An Tập` for "Xã An Tập"."""
    return split_kind(office.name)[1]
