"""What a machine can read off a page image: today the QR codes of our own sheets."""

from sohotich.engines.recognition.payload import PayloadError, SheetCode, build, parse
from sohotich.engines.recognition.qr import Code, read_qr, read_sheets

__all__ = ["Code", "PayloadError", "SheetCode", "build", "parse", "read_qr", "read_sheets"]
