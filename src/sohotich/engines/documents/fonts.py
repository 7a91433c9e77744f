"""Tinos, a free face with the widths of Times New Roman, embedded in every paper.

Loaded when the first paper is drawn, so that importing the room stays cheap.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from sohotich.engines.documents.errors import DocumentError

REGULAR, BOLD, ITALIC, BOLD_ITALIC = "Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"

FILES = {
    REGULAR: "Tinos-Regular.ttf",
    BOLD: "Tinos-Bold.ttf",
    ITALIC: "Tinos-Italic.ttf",
    BOLD_ITALIC: "Tinos-BoldItalic.ttf",
}

FOLDER = Path(__file__).parent / "fonts"


@cache
def load_fonts(folder: Path = FOLDER) -> None:
    """Make the four cuts known to ReportLab; DocumentError names a file absent or broken."""
    for name, file_name in FILES.items():
        path = folder / file_name
        try:
            pdfmetrics.registerFont(TTFont(name, path))
        except (OSError, TTFError) as error:
            raise DocumentError(
                f"Thiếu hoặc hỏng phông chữ {path} để tạo văn bản PDF. "
                "Hãy cài lại phần mềm (bản cài từ mã nguồn: chạy make setup)."
            ) from error
    pdfmetrics.registerFontFamily(
        REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD_ITALIC
    )
