"""Papers for the office: QR labels, cover sheets of books, the minutes of a book's approval.

Every paper is drawn with the fonts shipped in the package and comes out byte for byte the same for
the same content and date.
"""

from sohotich.engines.documents.account_cards import AccountCard, account_cards_pdf
from sohotich.engines.documents.cover_sheet import BookSheet, cover_sheet_pdf
from sohotich.engines.documents.errors import DocumentError
from sohotich.engines.documents.labels import Label, LabelGrid, labels_pdf
from sohotich.engines.documents.minutes import Fact, Minutes, Signature, minutes_pdf

__all__ = [
    "AccountCard",
    "BookSheet",
    "DocumentError",
    "Fact",
    "Label",
    "LabelGrid",
    "Minutes",
    "Signature",
    "account_cards_pdf",
    "cover_sheet_pdf",
    "labels_pdf",
    "minutes_pdf",
]
