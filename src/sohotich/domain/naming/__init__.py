"""Names of books, files and packages, and the numbers of entries: built and read back."""

from sohotich.domain.naming.books import (
    BookName,
    book_label,
    parse_book_label,
    parse_book_name,
)
from sohotich.domain.naming.errors import NamingError
from sohotich.domain.naming.files import DEFAULT_PATTERN, PdfName, parse_pdf_name, pdf_name
from sohotich.domain.naming.numbers import (
    EntryNumber,
    VolumeNumber,
    build_quyen_so,
    build_so,
    parse_quyen_so,
    parse_so,
)
from sohotich.domain.naming.packages import (
    PackageStem,
    package_stem,
    parse_package_stem,
    propose_abbreviation,
)

__all__ = [
    "DEFAULT_PATTERN",
    "BookName",
    "EntryNumber",
    "NamingError",
    "PackageStem",
    "PdfName",
    "VolumeNumber",
    "book_label",
    "build_quyen_so",
    "build_so",
    "package_stem",
    "parse_book_label",
    "parse_book_name",
    "parse_package_stem",
    "parse_pdf_name",
    "parse_quyen_so",
    "parse_so",
    "pdf_name",
    "propose_abbreviation",
]
