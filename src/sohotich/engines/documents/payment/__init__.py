"""A sheet by which people are paid: one paper as plain data, as XLSX that adds up and as PDF."""

from sohotich.engines.documents.payment.paper import PaidPerson, PayPaper, Piece
from sohotich.engines.documents.payment.pdf import pay_pdf
from sohotich.engines.documents.payment.xlsx import pay_xlsx

__all__ = ["PaidPerson", "PayPaper", "Piece", "pay_pdf", "pay_xlsx"]
