"""Names made when the package is made, from the record as it was agreed."""

from __future__ import annotations

from collections.abc import Mapping

from sohotich.domain.naming import DEFAULT_PATTERN, BookName, EntryNumber, pdf_name
from sohotich.domain.naming.files import NUMBER_DIGITS
from sohotich.domain.text import DateError, PartialDate
from sohotich.engines.exchange.pm158.model import PackageBook


def record_pdf_name(
    book: BookName,
    number: EntryNumber,
    values: Mapping[str, str],
    *,
    repeat: int = 1,
    pattern: str = DEFAULT_PATTERN,
    digits: int = NUMBER_DIGITS,
) -> str:
    """The name of an entry's PDF (KS.1998.02.1998-05-07.041.pdf); NamingError when there is none.

    A registration date that is empty or cannot be read gives the declared 0000-00-00.
    """
    return pdf_name(
        book,
        registration_date(values),
        number.number,
        number.suffix,
        year=number.year,
        repeat=repeat,
        pattern=pattern,
        digits=digits,
    )


def registration_date(values: Mapping[str, str]) -> PartialDate | None:
    """The record's `ngayDangKy` (dd.mm.yyyy, mm.yyyy, yyyy); None when it is empty or no date."""
    try:
        return PartialDate.from_text(values.get("ngayDangKy", ""))
    except DateError:
        return None


def cover_name(book: PackageBook) -> str:
    """Cover.<xã>.<LOẠI>.<khổ>.<năm>.<quyển>.pdf, such as Cover.xaantap.KS.A3.1998.02.pdf."""
    commune = book.stem.partition(".")[0].partition("_")[0]
    name = book.name
    parts = ("Cover", commune, name.type_code, book.paper, name.years, name.volume_part)
    return ".".join(part for part in parts if part) + ".pdf"
