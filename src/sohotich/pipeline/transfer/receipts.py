"""What the ministry's software answered to a package: accepted or refused, number by number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from sohotich.foundation.audit import services as audit
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.pipeline.transfer.errors import TransferError
from sohotich.pipeline.transfer.models import Package
from sohotich.register.ledger import services as ledger
from sohotich.register.ledger.models import Entry

ACCEPT, REFUSE = "accept", "refuse"
_RECEIVED = {ACCEPT: "accepted"}


@dataclass(frozen=True)
class Receipt:
    """The answer about one entry of the package; a refusal has its reason."""

    entry: UUID
    accepted: bool
    reason: str = ""


@dataclass(frozen=True)
class Received:
    """How many entries moved; `known`: those that stood as accepted already."""

    accepted: int
    refused: int
    known: int


@transaction.atomic
def receipts_record(*, actor: Actor, package: Package, receipts: Sequence[Receipt]) -> Received:
    """Move the entries of a package by these answers: all, or none when one cannot be.

    A refused entry goes back to review. Raises TransferError for an entry that is not of the
    package's book or named twice, and MoveRefused for one that is not handed over, or a refusal
    without a reason.
    """
    ensure(actor, "package.receive", package.unit_code)
    keys = [receipt.entry for receipt in receipts]
    found = {entry.key: entry for entry in Entry.objects.filter(book=package.book, pk__in=keys)}
    _check(package, keys, found)
    groups: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    known = 0
    for receipt in receipts:
        entry = found[receipt.entry]
        if receipt.accepted and entry.state == _RECEIVED[ACCEPT]:
            known += 1
        elif receipt.accepted:
            groups[ACCEPT, ""].append(entry)
        else:
            groups[REFUSE, receipt.reason].append(entry)
    moved = {ACCEPT: 0, REFUSE: 0}
    for (action, reason), entries in groups.items():
        ledger.move_many(actor=actor, entries=entries, action=action, reason=reason)
        moved[action] += len(entries)
    _audit(actor, package, moved)
    return Received(moved[ACCEPT], moved[REFUSE], known)


def _check(package: Package, keys: Sequence[UUID], found: dict[UUID, Entry]) -> None:
    for place, key in enumerate(keys):
        if key not in found:
            raise TransferError("Gói không có trường hợp này.", where=f"receipts.{place}.entry")
    if len(set(keys)) != len(keys):
        raise TransferError("Một trường hợp có hai kết quả.", where=package.stem)


def _audit(actor: Actor, package: Package, moved: dict[str, int]) -> None:
    audit.record(
        actor=actor,
        action="package.receive",
        unit=package.unit_code,
        subject="package",
        key=package.key,
        facts={"book": str(package.book_id), **moved},
    )
