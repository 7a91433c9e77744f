"""Small files of every kind the guard takes, and the tricks it must refuse."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pikepdf
from PIL import Image


def image_bytes(kind: str, size: tuple[int, int] = (64, 48), **options: object) -> bytes:
    out = io.BytesIO()
    image = Image.effect_noise(size, 40).convert("RGB")
    image.save(out, kind, **options)
    return out.getvalue()


def tiff_bytes(pages: int) -> bytes:
    out = io.BytesIO()
    images = [Image.effect_noise((40, 30 + i), 40) for i in range(pages)]
    images[0].save(out, "TIFF", save_all=True, append_images=images[1:], compression="tiff_lzw")
    return out.getvalue()


def png_claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is huge."""

    def chunk(name: bytes, body: bytes) -> bytes:
        crc = zlib.crc32(name + body)
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", crc)

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 100)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )


def zip_bytes(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return out.getvalue()


def zip_with_link() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("lien_ket")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return out.getvalue()


def overlapping_zip() -> bytes:
    """Two directory entries over one member: the core of the bomb without nesting."""
    data = zip_bytes({"a.txt": b"x" * 50}, zipfile.ZIP_STORED)
    end = data.rfind(b"PK\x05\x06")
    start = struct.unpack("<I", data[end + 16 : end + 20])[0]
    directory = data[start:end]
    twice = directory + directory.replace(b"a.txt", b"b.txt")
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 2, 2, len(twice), start, 0)
    return data[:start] + twice + tail


def encrypted_zip() -> bytes:
    data = bytearray(zip_bytes({"a.txt": b"x" * 50}))
    data[data.find(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def xlsx_bytes(extra: dict[str, bytes] | None = None) -> bytes:
    parts = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}
    return zip_bytes(parts | (extra or {}))


def ods_bytes() -> bytes:
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return zip_bytes({"mimetype": kind, "content.xml": b"<x/>"})


def compound_bytes(part: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + part.encode("utf-16-le")


def pdf_bytes(pages: int = 1, **catalog: object) -> bytes:
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(595, 842))
    for key, value in catalog.items():
        document.Root["/" + key] = value
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def encrypted_pdf(user: str) -> bytes:
    document = pikepdf.open(io.BytesIO(pdf_bytes()))
    out = io.BytesIO()
    document.save(out, encryption=pikepdf.Encryption(user=user, owner="chu"))
    return out.getvalue()


def inflating_pdf(megabytes: int) -> bytes:
    document = pikepdf.open(io.BytesIO(pdf_bytes()))
    packed = zlib.compress(b"\0" * (megabytes << 20), 9)
    stream = pikepdf.Stream(document, packed)
    stream["/Filter"] = pikepdf.Name("/FlateDecode")
    document.Root["/Bomb"] = document.make_indirect(stream)
    out = io.BytesIO()
    document.save(out, compress_streams=False)
    return out.getvalue()


def action(kind: str, **parts: object) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name("/" + kind), **parts)
