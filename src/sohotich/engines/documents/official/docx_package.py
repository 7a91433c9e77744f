"""The parts of a DOCX that are the same for every letter: types, relations, styles, settings."""

from __future__ import annotations

from datetime import date
from xml.sax.saxutils import escape

from sohotich.engines.documents.official import form
from sohotich.engines.documents.official.ooxml import (
    NAMESPACES,
    Look,
    page_number,
    points,
    twips,
)

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_PARTS = {
    "/word/document.xml": f"{_WORD}.document.main+xml",
    "/word/styles.xml": f"{_WORD}.styles+xml",
    "/word/settings.xml": f"{_WORD}.settings+xml",
    "/word/fontTable.xml": f"{_WORD}.fontTable+xml",
    "/word/header1.xml": f"{_WORD}.header+xml",
    "/word/header2.xml": f"{_WORD}.header+xml",
    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
}

CONTENT_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in _PARTS.items()
    )
    + "</Types>"
)

RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/></Relationships>'
)

DOCUMENT_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    + "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for name, kind, target in (
            ("rId1", "styles", "styles.xml"),
            ("rId2", "settings", "settings.xml"),
            ("rId3", "fontTable", "fontTable.xml"),
            ("rIdNumber", "header", "header1.xml"),
            ("rIdBlank", "header", "header2.xml"),
        )
    )
    + "</Relationships>"
)

# Where Times New Roman is absent, Liberation Serif has the same widths.
FONTS = (
    f'<w:fonts {NAMESPACES}><w:font w:name="Times New Roman">'
    '<w:altName w:val="Liberation Serif"/><w:charset w:val="00"/>'
    '<w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>'
)

_FACE = " ".join(f'w:{kind}="Times New Roman"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))

STYLES = (
    f"<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {_FACE}/>"
    # Letters as wide as in the PDF: no kerning.
    '<w:kern w:val="0"/>'
    f'<w:sz w:val="{round(form.BODY_SIZE * 2)}"/><w:szCs w:val="{round(form.BODY_SIZE * 2)}"/>'
    '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    "<w:pPrDefault/></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "<w:qFormat/></w:style>"
    '<w:style w:type="paragraph" w:styleId="BodyText"><w:name w:val="Body Text"/>'
    '<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>'
    f'<w:spacing w:before="{points(form.PARAGRAPH_GAP)}" '
    f'w:line="{points(form.BODY_SIZE * form.LINE)}" w:lineRule="atLeast"/>'
    f'<w:ind w:firstLine="{twips(form.INDENT)}"/><w:jc w:val="both"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>'
    '<w:basedOn w:val="Normal"/><w:next w:val="BodyText"/><w:qFormat/>'
    '<w:pPr><w:keepNext/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:bCs/></w:rPr></w:style>'
    "</w:styles>"
)

SETTINGS = (
    f'<w:settings {NAMESPACES}><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)

HEADER = (
    f"<w:hdr {NAMESPACES}>"
    + page_number(Look(size=form.PAGE_SIZE, align="center", line=form.PAGE_SIZE * 1.15))
    + "</w:hdr>"
)
BLANK_HEADER = f"<w:hdr {NAMESPACES}><w:p/></w:hdr>"


def core(title: str, day: date) -> str:
    """The file's properties: its title, and the letter's day instead of the machine's moment."""
    moment = f"{day:%Y-%m-%d}T00:00:00Z"
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>sohotich</dc:creator>"
        "<dc:language>vi-VN</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified>'
        "</cp:coreProperties>"
    )


def section(*, wide: bool) -> str:
    """Page size, margins and numbering of the pages before it: from 1, none on the first."""
    width, height = (form.PAGE[1], form.PAGE[0]) if wide else form.PAGE
    turned = ' w:orient="landscape"' if wide else ""
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdNumber"/>'
        '<w:headerReference w:type="first" r:id="rIdBlank"/><w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{twips(width)}" w:h="{twips(height)}"{turned}/>'
        f'<w:pgMar w:top="{twips(form.TOP)}" w:right="{twips(form.RIGHT)}" '
        f'w:bottom="{twips(form.BOTTOM)}" w:left="{twips(form.LEFT)}" '
        f'w:header="{twips(form.NUMBER_TOP)}" w:footer="{twips(form.NUMBER_TOP)}" w:gutter="0"/>'
        '<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>'
    )
