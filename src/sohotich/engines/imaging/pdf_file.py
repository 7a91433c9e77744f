"""A small PDF writer: pages of stacked images, the same bytes for the same input.

PDF 1.7 with what PDF/A-2b asks of such a file: XMP, an sRGB output intent, no fonts, no scripts,
no encryption, a file identifier; nothing carries the time.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from sohotich.engines.imaging.flatten import PAPER

POINTS_PER_INCH = 72
HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
# Points left free around a page's images: without it rounding makes PDFium stretch them by a row.
INSET = 0.002
PAPER_TONE = f"{PAPER / 255:.4f}"  # under what is masked
ICC_DATE_AT, ICC_DATE = 24, (2020, 1, 1, 0, 0, 0)
NUMBER_SLACK = 16  # digits that may be added when an empty stream gets its bytes

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF \
xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" \
xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" \
xmlns:dc="http://purl.org/dc/elements/1.1/" pdfaid:part="2" pdfaid:conformance="B" \
xmp:CreatorTool="{tool}" dc:source="{source}"/></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(frozen=True, slots=True)
class Layer:
    """One image stream: `coding` names a PDF filter; `mask` (1 or 8 bits) shows it on ink."""

    data: bytes
    coding: str
    width: int
    height: int
    channels: int
    mask: Layer | None = None

    @property
    def bits(self) -> int:
        return 1 if self.coding == "JBIG2Decode" else 8


@dataclass(frozen=True, slots=True)
class Sheet:
    """One PDF page: layers from back to front, each filling the page; size in points."""

    layers: tuple[Layer, ...]
    width: float
    height: float


def write(sheets: Sequence[Sheet], sources: Sequence[str], tool: str) -> bytes:
    """The PDF's bytes. `sources` are SHA-256 of the originals, `tool` names the recipe."""
    return _Writer(sheets, sources, tool).assembled()


def overhead(sheets: Sequence[Sheet], sources: Sequence[str], tool: str) -> int:
    """Upper bound of the bytes the file needs beside its image data."""
    empty = [replace(sheet, layers=tuple(_emptied(la) for la in sheet.layers)) for sheet in sheets]
    objects = sum(3 + 3 * len(sheet.layers) for sheet in sheets)
    return len(write(empty, sources, tool)) + NUMBER_SLACK + 8 * objects


def _emptied(layer: Layer) -> Layer:
    return replace(layer, data=b"", mask=_emptied(layer.mask) if layer.mask else None)


class _Writer:
    def __init__(self, sheets: Sequence[Sheet], sources: Sequence[str], tool: str) -> None:
        self.objects: list[bytes] = []
        pages = self._reserve()
        kids = [self._page(sheet, pages) for sheet in sheets]
        refs = " ".join(f"{kid} 0 R" for kid in kids)
        self._fill(pages, f"<</Type/Pages/Count {len(kids)}/Kids[{refs}]>>".encode())
        xmp = XMP.format(tool=tool, source=" ".join(f"sha256:{s}" for s in sources if s))
        metadata = self._stream("/Type/Metadata/Subtype/XML", xmp.encode())
        profile = self._stream("/N 3/Filter/FlateDecode", zlib.compress(srgb_profile(), 9))
        intent = (
            "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
            f"/DestOutputProfile {profile} 0 R>>"
        )
        catalog = f"/Pages {pages} 0 R/Metadata {metadata} 0 R/OutputIntents[{intent}]"
        self.root = self._add(f"<</Type/Catalog{catalog}>>".encode())

    def assembled(self) -> bytes:
        out, offsets = bytearray(HEADER), []
        for number, body in enumerate(self.objects, 1):
            offsets.append(len(out))
            out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
        start, count = len(out), len(offsets) + 1
        out += b"xref\n0 %d\n0000000000 65535 f \n" % count
        out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        name = hashlib.sha256(out).hexdigest()[:32].encode()
        out += b"trailer\n<</Size %d/Root %d 0 R/ID[<%b><%b>]>>\n" % (count, self.root, name, name)
        out += b"startxref\n%d\n%%%%EOF\n" % start
        return bytes(out)

    def _reserve(self) -> int:
        self.objects.append(b"")
        return len(self.objects)

    def _fill(self, number: int, body: bytes) -> None:
        self.objects[number - 1] = body

    def _add(self, body: bytes) -> int:
        self.objects.append(body)
        return len(self.objects)

    def _stream(self, entries: str, data: bytes) -> int:
        head = f"<<{entries}/Length {len(data)}>>\nstream\n".encode()
        return self._add(head + data + b"\nendstream")

    def _page(self, sheet: Sheet, pages: int) -> int:
        names = {f"I{i}": self._image(layer) for i, layer in enumerate(sheet.layers)}
        draw = "".join(f"/{name} Do " for name in names)
        width, height = sheet.width - 2 * INSET, sheet.height - 2 * INSET
        content = f"{PAPER_TONE} g 0 0 {sheet.width:.4f} {sheet.height:.4f} re f "
        content += f"q {width:.4f} 0 0 {height:.4f} {INSET} {INSET} cm {draw}Q"
        images = "".join(f"/{name} {number} 0 R" for name, number in names.items())
        contents = self._stream("", content.encode())
        box = f"[0 0 {sheet.width:.4f} {sheet.height:.4f}]"
        return self._add(
            f"<</Type/Page/Parent {pages} 0 R/MediaBox{box}/Contents {contents} 0 R"
            f"/Resources<</XObject<<{images}>>>>>>".encode()
        )

    def _image(self, layer: Layer, is_mask: bool = False) -> int:
        space = "/DeviceRGB" if layer.channels == 3 else "/DeviceGray"
        entries = (
            f"/Type/XObject/Subtype/Image/Width {layer.width}/Height {layer.height}"
            f"/ColorSpace{space}/BitsPerComponent {layer.bits}/Filter/{layer.coding}"
        )
        if is_mask and layer.bits == 1:
            entries += "/Decode[1 0]"  # JBIG2 decodes ink to 0, which would be transparent
        if layer.mask is not None:
            entries += f"/SMask {self._image(layer.mask, is_mask=True)} 0 R"
        return self._stream(entries, layer.data)


@cache
def srgb_profile() -> bytes:
    """An sRGB ICC profile that was always made on the same day, so that bytes repeat."""
    from PIL import ImageCms

    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    struct.pack_into(">6H", data, ICC_DATE_AT, *ICC_DATE)
    return bytes(data)
