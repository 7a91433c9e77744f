"""The package of one book for phần mềm 158: Excel in its template, ZIP of PDFs, manifest.

Found working in the field: one upload of a workbook and one of a flat ZIP per book; no call to
write records is open to the public. The manifest is ours: what left, with the sum of each file.
"""

from sohotich.engines.exchange.pm158.checking import check_package
from sohotich.engines.exchange.pm158.manifest import read_manifest
from sohotich.engines.exchange.pm158.model import (
    PackageBook,
    PackageEntry,
    PackageError,
    PackageFile,
    PackageFinding,
    PackageInput,
    PackageOptions,
    PackageResult,
    Signer,
)
from sohotich.engines.exchange.pm158.names import cover_name, record_pdf_name
from sohotich.engines.exchange.pm158.steps import Report, Step, unheard
from sohotich.engines.exchange.pm158.verifying import verify_package
from sohotich.engines.exchange.pm158.writing import write_package

__all__ = [
    "PackageBook",
    "PackageEntry",
    "PackageError",
    "PackageFile",
    "PackageFinding",
    "PackageInput",
    "PackageOptions",
    "PackageResult",
    "Report",
    "Signer",
    "Step",
    "check_package",
    "cover_name",
    "read_manifest",
    "record_pdf_name",
    "unheard",
    "verify_package",
    "write_package",
]
