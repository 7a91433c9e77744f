"""An official letter as PDF, with the fonts shipped here embedded."""

from __future__ import annotations

import io

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
)

from sohotich.engines.documents.canvas import describe
from sohotich.engines.documents.fonts import REGULAR, load_fonts
from sohotich.engines.documents.official import form, pdf_parts
from sohotich.engines.documents.official.letter import OfficialLetter

# Of the letters' height, from the top of the line to the foot of the letters.
_ASCENT = 0.891


def letter_pdf(letter: OfficialLetter) -> bytes:
    """The letter as PDF, the same bytes for the same letter; DocumentError for a part missing."""
    letter = form.whole(letter)
    load_fonts()
    buffer = io.BytesIO()
    document = BaseDocTemplate(buffer, pagesize=A4, invariant=1, lang="vi-VN")
    document.addPageTemplates(_Section("letter", letter, wide=False))
    story = pdf_parts.letter_story(letter)
    for index, appendix in enumerate(letter.appendices):
        name = f"appendix-{index}"
        wide = form.on_its_side(appendix.body)
        document.addPageTemplates(_Section(name, letter, wide=wide))
        story += [NextPageTemplate(name), PageBreak()]
        story += pdf_parts.appendix_story(letter, index, form.WIDE_WIDTH if wide else None)
    document.build(story)
    return buffer.getvalue()


class _Section(PageTemplate):  # type: ignore[misc]
    """Pages that count from 1 by themselves, the first without its number (section I.7, III.1)."""

    def __init__(self, name: str, letter: OfficialLetter, *, wide: bool) -> None:
        width, height = landscape(A4) if wide else A4
        frame = Frame(
            form.LEFT * mm,
            (form.BOTTOM + form.SLACK) * mm,
            width - (form.LEFT + form.RIGHT) * mm,
            height - (form.TOP + form.BOTTOM + form.SLACK) * mm,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        super().__init__(name, [frame], pagesize=(width, height))
        self.letter = letter
        self.middle = (width + (form.LEFT - form.RIGHT) * mm) / 2
        self.foot = height - form.NUMBER_TOP * mm - form.PAGE_SIZE * _ASCENT
        self.number = 0

    def beforeDrawPage(self, canvas: Canvas, _: BaseDocTemplate) -> None:  # noqa: N802
        """Date the file by the letter and number the page."""
        title = f"{self.letter.kind} {form.one_line(self.letter.abstract)}"
        describe(canvas, title, self.letter.day)
        self.number += 1
        if self.number > 1:
            canvas.setFont(REGULAR, form.PAGE_SIZE)
            canvas.drawCentredString(self.middle, self.foot, str(self.number))
