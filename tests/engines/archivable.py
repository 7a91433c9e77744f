"""The clauses of ISO 19005-2 (PDF/A-2, level B) that bear on a file of nothing but images.

Each check takes a file and raises AssertionError. Clauses on what such a file has none of (fonts,
annotations, actions, forms, embedded files, layers) come down to its having none.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from xml.etree import ElementTree

import pikepdf

SCHEMAS = {
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
STANDARD_FILTERS = {"/DCTDecode", "/JPXDecode", "/JBIG2Decode", "/FlateDecode"}
OPERATORS = {"q", "Q", "cm", "Do", "g", "re", "f"}
BANNED_IN_CATALOG = {
    "6.4.2 XFA forms": "AcroForm", "6.5.2 triggers": "AA", "6.5.1 actions": "OpenAction",
    "6.9 optional content": "OCProperties", "6.11 requirements": "Requirements",
    "6.1.12 permissions": "Perms", "6.8 embedded files": "Names",
}  # fmt: skip
LEAST_SIDE, MOST_SIDE = 3, 14_400  # 6.1.13
Check = Callable[[bytes, pikepdf.Pdf], None]


def streams(document: pikepdf.Pdf) -> Iterator[pikepdf.Stream]:
    return (one for one in document.objects if isinstance(one, pikepdf.Stream))


def images(document: pikepdf.Pdf) -> Iterator[pikepdf.Stream]:
    return (one for one in streams(document) if one.get("/Subtype") == "/Image")


def header(data: bytes, _: pikepdf.Pdf) -> None:
    assert re.match(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4}", data)


def trailer(data: bytes, document: pikepdf.Pdf) -> None:
    assert len(document.trailer.ID) == 2
    assert all(len(bytes(part)) >= 16 for part in document.trailer.ID)
    assert "/Encrypt" not in document.trailer
    assert data.endswith(b"%%EOF\n")


def cross_references(data: bytes, _: pikepdf.Pdf) -> None:
    start = int(data.rsplit(b"startxref\n", 1)[1].split()[0])
    assert re.match(rb"xref\n0 \d+\n0000000000 65535 f \n", data[start:])
    offsets = re.findall(rb"(\d{10}) 00000 n \n", data[start:])
    for number, offset in enumerate(offsets, 1):
        assert data[int(offset) :].startswith(b"%d 0 obj\n" % number)


def stream_objects(data: bytes, document: pikepdf.Pdf) -> None:
    for match in re.finditer(rb"/Length (\d+)>>\nstream\n", data):
        after = data[match.end() + int(match[1]) :]
        assert after.startswith(b"\nendstream"), "the length is the stream's"
    for one in streams(document):
        assert not {"/F", "/FFilter", "/FDecodeParms"} & set(one.keys())


def filters(_: bytes, document: pikepdf.Pdf) -> None:
    for one in streams(document):
        assert one.get("/Filter") is None or str(one.Filter) in STANDARD_FILTERS


def limits(_: bytes, document: pikepdf.Pdf) -> None:
    for page in document.pages:
        left, bottom, right, top = (float(v) for v in page.mediabox)
        assert LEAST_SIDE <= right - left <= MOST_SIDE
        assert LEAST_SIDE <= top - bottom <= MOST_SIDE


def content(_: bytes, document: pikepdf.Pdf) -> None:
    for page in document.pages:
        assert "/Resources" in page.obj, "its own, not one it inherits"
        used = {str(op) for _, op in pikepdf.parse_content_stream(page)}
        assert used <= OPERATORS


def output_intent(_: bytes, document: pikepdf.Pdf) -> None:
    (intent,) = document.Root.OutputIntents
    assert str(intent.S) == "/GTS_PDFA1"
    assert "/DestOutputProfileRef" not in intent
    profile, channels = intent.DestOutputProfile.read_bytes(), int(intent.DestOutputProfile.N)
    assert struct.unpack(">I", profile[:4])[0] == len(profile)
    assert profile[8] in (2, 4), "ICC version"
    assert profile[12:16] == b"mntr"
    assert (profile[16:20], channels) == (b"RGB ", 3)
    assert profile[36:40] == b"acsp"
    year, month, day = struct.unpack(">3H", profile[24:30])
    assert year > 1990
    assert 1 <= month <= 12
    assert 1 <= day <= 31


def colour_spaces(_: bytes, document: pikepdf.Pdf) -> None:
    """Device colour is allowed where the output intent's profile says what it means."""
    for image in images(document):
        assert str(image.ColorSpace) in ("/DeviceRGB", "/DeviceGray")


def image_dictionaries(_: bytes, document: pikepdf.Pdf) -> None:
    for image in images(document):
        assert not {"/Alternates", "/OPI"} & set(image.keys())
        assert not image.get("/Interpolate", False)
        assert int(image.BitsPerComponent) in (1, 2, 4, 8, 16)


def soft_masks(_: bytes, document: pikepdf.Pdf) -> None:
    """ISO 32000-1, 11.6.5.3, to which clause 6.2.10 refers."""
    for image in images(document):
        mask = image.get("/SMask")
        if mask is None:
            continue
        assert str(mask.ColorSpace) == "/DeviceGray"
        assert not {"/SMask", "/Mask", "/Matte", "/SMaskInData"} & set(mask.keys())
        assert int(image.get("/SMaskInData", 0)) == 0


def jpeg_2000(_: bytes, document: pikepdf.Pdf) -> None:
    for image in images(document):
        if str(image.Filter) != "/JPXDecode":
            continue
        boxes = list(_boxes(image.read_raw_bytes()))
        ((_, size),) = [box for box in boxes if box[0] == b"ihdr"]
        height, width, channels, depth = struct.unpack(">IIHB", size[:11])
        assert (width, height) == (int(image.Width), int(image.Height))
        assert channels in (1, 3, 4)
        assert depth != 255, "all channels of one depth"
        assert 1 <= (depth & 0x7F) + 1 <= 38
        colours = [body for kind, body in boxes if kind == b"colr"]
        assert len(colours) == 1 or sum(body[2] == 1 for body in colours) == 1
        for body in colours:
            assert body[0] in (1, 2, 3), "the method of naming the colour space"
            if body[0] == 1:
                assert struct.unpack(">I", body[3:7])[0] in (16, 17, 18), "not CIEJab"


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Boxes of a JP2 file (T.800 annex I), those of its header too, up to the code stream."""
    at = 0
    while at + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        if kind == b"jp2c":
            return
        body = data[at + 8 : at + length]
        yield kind, body
        if kind == b"jp2h":
            yield from _boxes(body)
        at += length


def transparency(_: bytes, document: pikepdf.Pdf) -> None:
    """Blending needs a colour space: the page group's, or the output intent's."""
    for page in document.pages:
        group = page.obj.get("/Group")
        if group is not None:
            assert "/CS" in group
        else:
            assert "/OutputIntents" in document.Root


def nothing_else(_: bytes, document: pikepdf.Pdf) -> None:
    for clause, key in BANNED_IN_CATALOG.items():
        assert f"/{key}" not in document.Root, clause
    for page in document.pages:
        assert not {"/Annots", "/AA", "/PresSteps"} & set(page.obj.keys())
        assert set(page.obj.Resources.keys()) <= {"/XObject"}, "no fonts, states or patterns"
        assert "/Font" not in page.obj.Resources


def _described(document: pikepdf.Pdf) -> ElementTree.Element:
    xmp = document.Root.Metadata.read_bytes()
    assert str(document.Root.Metadata.Subtype) == "/XML"
    assert xmp.startswith(b"<?xpacket begin=")
    assert b"bytes=" not in xmp.split(b"?>")[0]
    assert b"encoding=" not in xmp.split(b"?>")[0]
    tree = ElementTree.fromstring(xmp)
    (found,) = tree.iter(f"{{{SCHEMAS['rdf']}}}Description")
    return found


def metadata(_: bytes, document: pikepdf.Pdf) -> None:
    """Properties of predefined schemas only, so that no extension schema need describe them."""
    found = _described(document)
    for name in found.attrib:
        assert name.startswith("{")
        assert name[1:].split("}")[0] in SCHEMAS.values()


def information(_: bytes, document: pikepdf.Pdf) -> None:
    """No information dictionary: nothing in it can contradict the XMP."""
    assert "/Info" not in document.trailer


def version(_: bytes, document: pikepdf.Pdf) -> None:
    found, space = _described(document), SCHEMAS["pdfaid"]
    assert found.attrib[f"{{{space}}}part"] == "2"
    assert found.attrib[f"{{{space}}}conformance"] == "B"


CLAUSES: dict[str, Check] = {
    "6.1.2 file header": header,
    "6.1.3 file trailer, identifier, no encryption": trailer,
    "6.1.4 cross reference table": cross_references,
    "6.1.7.1 stream objects": stream_objects,
    "6.1.7.2 filters, no LZW": filters,
    "6.1.13 implementation limits": limits,
    "6.2.2 content streams": content,
    "6.2.3 output intent": output_intent,
    "6.2.4.3 uncalibrated colour spaces": colour_spaces,
    "6.2.8.1 images": image_dictionaries,
    "6.2.8.3 JPEG 2000": jpeg_2000,
    "6.2.10 soft masks": soft_masks,
    "6.2.10 transparency": transparency,
    "6.2.11, 6.3 to 6.5, 6.8, 6.9, 6.11 nothing but images": nothing_else,
    "6.6.2 metadata": metadata,
    "6.6.3 document information dictionary": information,
    "6.6.4 version and conformance": version,
}


def broken(data: bytes) -> list[str]:
    """The clauses the file breaks."""
    found = []
    with pikepdf.open(_stream(data)) as document:
        for clause, check in CLAUSES.items():
            try:
                check(data, document)
            except (AssertionError, AttributeError, KeyError, ValueError, struct.error):
                found.append(clause)
    return found


def _stream(data: bytes) -> object:
    import io

    return io.BytesIO(data)
