"""What a machine can read off a page image: QR codes of our own sheets, digits, printed labels."""

from sohotich.engines.recognition.number_hint import number_hint
from sohotich.engines.recognition.payload import PayloadError, SheetCode, build, parse
from sohotich.engines.recognition.qr import Code, read_qr, read_sheets

__all__ = [
    "Code",
    "PayloadError",
    "SheetCode",
    "build",
    "number_hint",
    "parse",
    "read_qr",
    "read_sheets",
]
