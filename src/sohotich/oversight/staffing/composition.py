"""Whether a commune's task force is what the plan asks for (KH 563, III.5.c)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sohotich.oversight.staffing.kinds import Organisation, TeamRole

_ONE_OF = (
    (TeamRole.LEAD, "Tổ trưởng (Chủ tịch Ủy ban nhân dân xã)"),
    (TeamRole.STANDING, "Tổ phó thường trực (công chức Tư pháp – Hộ tịch)"),
)


@dataclass(frozen=True, slots=True)
class Seat:
    """What the check asks of a member: codes of `TeamRole` and `Organisation`."""

    role: str
    organisation: str
    decided: bool = True


def composition(seats: Iterable[Seat]) -> list[str]:
    """What is missing or too many, in whole sentences; empty: as the plan has it.

    One lead, one standing deputy, one deputy from the police, members of the organisations; each
    named in a decision.
    """
    found = list(seats)
    if not found:
        return ["Chưa ghi tổ công tác."]
    told = [_one(found, role, words) for role, words in _ONE_OF]
    told.append(_police(found))
    if not any(seat.role == TeamRole.MEMBER for seat in found):
        told.append("Chưa có thành viên của các đoàn thể.")
    if not all(seat.decided for seat in found):
        told.append("Có người chưa ghi số và ngày quyết định.")
    return [words for words in told if words]


def _one(seats: Sequence[Seat], role: str, words: str) -> str:
    count = sum(seat.role == role for seat in seats)
    if count == 1:
        return ""
    return f"Chưa có {words}." if not count else f"Có {count} người là {words}; chỉ một người."


def _police(seats: Sequence[Seat]) -> str:
    deputies = [seat for seat in seats if seat.role == TeamRole.DEPUTY]
    police = sum(seat.organisation == Organisation.POLICE for seat in deputies)
    if not police:
        return "Chưa có Tổ phó là Công an xã."
    if len(deputies) > 1:
        return f"Có {len(deputies)} Tổ phó ngoài Tổ phó thường trực; kế hoạch ghi một (Công an xã)."
    return ""
