"""Official letters in the form of NĐ 30/2020/NĐ-CP: one letter as plain data, three files."""

from sohotich.engines.documents.official.docx import letter_docx
from sohotich.engines.documents.official.letter import (
    Appendix,
    Column,
    Head,
    Heading,
    OfficialLetter,
    Row,
    Share,
    Signer,
    Span,
    Table,
)
from sohotich.engines.documents.official.pdf import letter_pdf
from sohotich.engines.documents.official.xlsx import letter_xlsx

__all__ = [
    "Appendix",
    "Column",
    "Head",
    "Heading",
    "OfficialLetter",
    "Row",
    "Share",
    "Signer",
    "Span",
    "Table",
    "letter_docx",
    "letter_pdf",
    "letter_xlsx",
]
