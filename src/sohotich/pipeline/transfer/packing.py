"""From the register to the package's input: names built now, from the agreed records."""

from __future__ import annotations

from pathlib import Path

from sohotich.domain.naming import BookName, EntryNumber, NamingError, package_stem
from sohotich.domain.record_types import record_type
from sohotich.engines.exchange.pm158 import (
    PackageBook,
    PackageEntry,
    PackageInput,
    PackageOptions,
    Signer,
    record_pdf_name,
)
from sohotich.foundation.database.clock import campaign_today, shown
from sohotich.foundation.files.store import blob_path
from sohotich.foundation.people.units import unit_names, unit_on
from sohotich.foundation.policies import services as policies
from sohotich.pipeline.transfer.errors import TransferError
from sohotich.register.books.models import Book
from sohotich.register.images.models import EntryImage, EntryImageState
from sohotich.register.images.selectors import images_of
from sohotich.register.ledger.models import BookApproval, Entry
from sohotich.register.ledger.selectors import approval_in_force, closing
from sohotich.register.records.models import Record

_ABSENT = ("missing", "cancelled")


def package_input(book: Book) -> PackageInput:
    """The book as it stands, signed or not; the engine's check says what is wrong with it.

    Raises TransferError when no name can be built (a unit or an abbreviation is not known).
    """
    name = BookName(book.type_code, book.year_from, book.year_to, book.volume, book.twin)
    kind = record_type(book.type_code)
    # The province chooses between the templates of births; the other types have one each.
    chosen = str(policies.value("transfer.template_version"))
    options = PackageOptions(
        version=kind.version_or_default(chosen).code,
        max_bytes=policies.number("scan.max_bytes"),
        pattern=str(policies.value("naming.pdf_pattern")),
    )
    return PackageInput(
        book=PackageBook(
            key=str(book.key),
            label=book.label,
            name=name,
            stem=stem_of(book),
            record_type=kind,
            declared=closing(book).declared,
            paper=book.paper,
        ),
        entries=_entries(book, name, options),
        signer=_signer(approval_in_force(book)),
        options=options,
    )


def stem_of(book: Book) -> str:
    """`xaantap_hlt_tbn.KS.1998.02`: the unit as it is called on the campaign's day."""
    unit = unit_on(book.unit_code, campaign_today())
    commune = unit.name if unit is not None else unit_names([book.unit_code])[book.unit_code]
    districts = policies.value("naming.district_abbreviations")
    district = ""
    if unit is not None and isinstance(districts, dict):
        district = str(districts.get(unit.parent_code, ""))
    try:
        return package_stem(
            commune,
            district,
            str(policies.value("naming.province_abbreviation")),
            book.type_code,
            book.year_from,
            book.volume,
            year_to=book.year_to,
            twin=book.twin,
        )
    except NamingError as error:
        raise TransferError(str(error), where=book.label) from None


def _entries(book: Book, name: BookName, options: PackageOptions) -> tuple[PackageEntry, ...]:
    records = {record.entry_id: record for record in Record.objects.filter(book=book)}
    images = images_of(book)
    digits = policies.number("naming.number_padding")
    return tuple(
        _entry(
            entry,
            records.get(entry.key),
            images.get(entry.key),
            name=name,
            options=options,
            digits=digits,
        )
        for entry in Entry.objects.filter(book=book)
    )


def _entry(
    entry: Entry,
    record: Record | None,
    image: EntryImage | None,
    *,
    name: BookName,
    options: PackageOptions,
    digits: int,
) -> PackageEntry:
    number = EntryNumber(entry.number, entry.year, entry.suffix)
    if entry.state in _ABSENT:
        return PackageEntry(
            str(entry.key), number, entry.state, repeat=entry.twin, reason=entry.reason
        )
    values = dict(record.values) if record is not None else {}
    pdf, pdf_sha256 = _pdf(image)
    return PackageEntry(
        key=str(entry.key),
        number=number,
        state=entry.state,
        repeat=entry.twin,
        values=values,
        marks=dict(record.marks) if record is not None else {},
        pdf=pdf,
        pdf_sha256=pdf_sha256,
        pdf_name=record_pdf_name(
            name, number, values, repeat=entry.twin, pattern=options.pattern, digits=digits
        ),
    )


def _pdf(image: EntryImage | None) -> tuple[Path | None, str]:
    if image is None or image.state != EntryImageState.MADE:
        return None, ""
    return blob_path(image.sha256), image.sha256


def _signer(approval: BookApproval | None) -> Signer | None:
    if approval is None:
        return None
    return Signer(
        name=approval.signer_name,
        role=approval.signer_title,
        signed_at=shown(approval.campaign_at).isoformat(timespec="seconds"),
        content_sha256=approval.content_sha256,
    )
