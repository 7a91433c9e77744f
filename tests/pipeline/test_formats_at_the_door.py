"""Every way a page arrives: in by the station's door, kept byte for byte, upright exactly once."""

from __future__ import annotations

import io
from functools import partial

import numpy as np
import pikepdf
import pytest
from PIL import Image
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from sohotich.engines.imaging import load_page
from sohotich.foundation.files.store import blob_path
from sohotich.pipeline.scanning.receive import image_receive
from sohotich.register.images.models import Page
from tests.engines.heic_files import can_write, write_heic

pytestmark = pytest.mark.django_db

PAGE = np.full((240, 160, 3), 255, np.uint8)
PAGE[24:216, 32:64] = PAGE[24:56, 32:128] = PAGE[104:136, 32:104] = 0
# EXIF 2.32 and TIFF 6.0, tag 274: what is stored so that the page stands as above.
STORED = {
    1: PAGE, 2: PAGE[:, ::-1], 3: PAGE[::-1, ::-1], 4: PAGE[::-1], 5: PAGE.transpose(1, 0, 2),
    6: np.rot90(PAGE), 7: np.rot90(PAGE[:, ::-1], -1), 8: np.rot90(PAGE, -1),
}  # fmt: skip


def stored(orientation: int) -> Image.Image:
    return Image.fromarray(np.ascontiguousarray(STORED[orientation]))


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def with_exif(kind: str, orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return saved(stored(orientation), kind, exif=exif)


def tiff(orientation: int, compression: str, mode: str = "RGB") -> bytes:
    tags = ImageFileDirectory_v2()
    tags[274] = orientation
    image = stored(orientation).convert(mode)
    return saved(image, "TIFF", tiffinfo=tags, compression=compression)


def tiff_of(*modes: tuple[str, str]) -> bytes:
    """A TIFF of several pages, each (mode, compression)."""
    frames = [Image.fromarray(PAGE).convert(mode) for mode, _ in modes]
    for frame, (_, compression) in zip(frames, modes, strict=True):
        frame.encoderinfo = {"compression": compression}
    return saved(frames[0], "TIFF", save_all=True, append_images=frames[1:],
                 compression=modes[0][1])  # fmt: skip


def fax_tiff() -> bytes:
    """A fax of 204 by 98 dots an inch: every other line is missing."""
    half = Image.fromarray(PAGE[::2]).convert("1")
    return saved(half, "TIFF", compression="group3", dpi=(204, 102))


def pdf(body: bytes, size: tuple[int, int], drawing: str = "", rotate: int = 0, **image) -> bytes:
    """A page of one image; `drawing` its matrix on a page of 160 × 240 points."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(160, 240))
    stream = pikepdf.Stream(document, body)
    described = {"Width": size[0], "Height": size[1], "ColorSpace": pikepdf.Name.DeviceRGB,
                 "BitsPerComponent": 8, **image}  # fmt: skip
    stream.update(
        pikepdf.Dictionary(Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, **described)
    )
    page = document.pages[0].obj
    page.Contents = document.make_stream(f"q {drawing or '160 0 0 240 0 0'} cm /A Do Q".encode())
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=stream))
    if rotate:
        page.Rotate = rotate
    if rotate in (90, 270):
        page.MediaBox = pikepdf.Array([0, 0, 240, 160])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def jpeg_pdf(orientation: int, **how: object) -> bytes:
    """`orientation`: written into the JPEG's EXIF, which PDF readers pass over."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    stands = how.pop("stands", 1)
    image = stored(stands)
    body = saved(image, "JPEG", quality=95, exif=exif)
    return pdf(body, image.size, Filter=pikepdf.Name.DCTDecode, **how)


def negative_pdf() -> bytes:
    """A JPEG that the PDF turns from negative to positive by /Decode."""
    body = saved(Image.fromarray(255 - PAGE), "JPEG", quality=95)
    return pdf(body, (160, 240), Filter=pikepdf.Name.DCTDecode,
               Decode=pikepdf.Array([1, 0, 1, 0, 1, 0]))  # fmt: skip


def fax_pdf() -> bytes:
    """CCITT group 4, as office scanners put black and white into PDF."""
    grey = saved(Image.fromarray(PAGE).convert("1"), "TIFF", compression="group4")
    with Image.open(io.BytesIO(grey)) as image:
        at, length = image.tag_v2[273][0], image.tag_v2[279][0]
        black = bool(image.tag_v2[262])
    params = pikepdf.Dictionary(K=-1, Columns=160, Rows=240, BlackIs1=black)
    return pdf(grey[at : at + length], (160, 240), Filter=pikepdf.Name.CCITTFaxDecode,
               DecodeParms=params, ColorSpace=pikepdf.Name.DeviceGray,
               BitsPerComponent=1)  # fmt: skip


def jpx_pdf() -> bytes:
    body = saved(Image.fromarray(PAGE), "JPEG2000")
    return pdf(body, (160, 240), Filter=pikepdf.Name.JPXDecode)


def deep_png() -> bytes:
    grey = PAGE[..., 0].astype(np.uint16) * 257
    return saved(Image.fromarray(grey), "PNG")


CASES = [
    *((f"JPEG, EXIF {n}", partial(with_exif, "JPEG", n), 1) for n in range(1, 9)),
    *((f"PNG, EXIF {n}", partial(with_exif, "PNG", n), 1) for n in (1, 3, 6, 8)),
    *((f"TIFF, 274 = {n}", partial(tiff, n, "tiff_lzw"), 1) for n in range(1, 9)),
    ("TIFF group 4, turned", partial(tiff, 6, "group4", "1"), 1),
    ("TIFF group 3", partial(tiff, 1, "group3", "1"), 1),
    ("TIFF fax of oblong dots", fax_tiff, 1),
    ("TIFF, a JPEG inside", partial(tiff, 1, "jpeg"), 1),
    ("TIFF deflate", partial(tiff, 1, "tiff_adobe_deflate"), 1),
    ("TIFF packbits", partial(tiff, 1, "packbits", "L"), 1),
    ("TIFF of three pages", partial(tiff_of, ("1", "group4"), ("L", "tiff_lzw"), ("RGB", "jpeg")),
     3),
    ("JPEG in grey", lambda: saved(Image.fromarray(PAGE).convert("L"), "JPEG", quality=95), 1),
    ("JPEG in CMYK", lambda: saved(Image.fromarray(PAGE).convert("CMYK"), "JPEG", quality=95), 1),
    ("JPEG progressive", lambda: saved(Image.fromarray(PAGE), "JPEG", progressive=True), 1),
    ("PNG palette", lambda: saved(Image.fromarray(PAGE).convert("P"), "PNG"), 1),
    ("PNG one bit", lambda: saved(Image.fromarray(PAGE).convert("1"), "PNG"), 1),
    ("PNG see-through", lambda: saved(Image.fromarray(PAGE).convert("RGBA"), "PNG"), 1),
    ("PNG 16 bit", deep_png, 1),
    ("PDF, a JPEG", partial(jpeg_pdf, 1), 1),
    ("PDF, a JPEG that says it is turned", partial(jpeg_pdf, 6), 1),
    ("PDF, page turned 90", partial(jpeg_pdf, 1, stands=6, drawing="240 0 0 160 0 0", rotate=90),
     1),
    ("PDF, page turned 180", partial(jpeg_pdf, 1, stands=3, rotate=180), 1),
    ("PDF, page turned 270", partial(jpeg_pdf, 1, stands=8, drawing="240 0 0 160 0 0", rotate=270),
     1),
    ("PDF, image turned 90", partial(jpeg_pdf, 1, stands=6, drawing="0 -240 160 0 0 240"), 1),
    ("PDF, image upside down", partial(jpeg_pdf, 1, stands=3, drawing="-160 0 0 -240 160 240"), 1),
    ("PDF, image mirrored", partial(jpeg_pdf, 1, stands=2, drawing="-160 0 0 240 160 0"), 1),
    ("PDF, negative", negative_pdf, 1),
    ("PDF, CCITT", fax_pdf, 1),
    ("PDF, JPEG 2000", jpx_pdf, 1),
]  # fmt: skip


@pytest.mark.parametrize(("name", "made", "pages"), CASES, ids=[case[0] for case in CASES])
def test_upright_once_and_kept_byte_for_byte(team, make_book, name, made, pages) -> None:
    book, content = make_book(4), made()
    got = image_receive(
        actor=team.scanner, book=book, name="anh", stream=io.BytesIO(content), batch="one"
    )
    assert got.pages == pages
    for row in Page.objects.filter(book=book):
        path = blob_path(row.sha256)
        assert path.read_bytes() == content
        image = load_page(path, row.frame).image
        if image.shape != PAGE.shape:  # drawn anew, at 300 dots an inch
            assert name == "PDF, negative", image.shape
            small = Image.fromarray(image).resize((160, 240), Image.Resampling.BOX)
            image = np.asarray(small)
        assert np.abs(image.astype(int) - PAGE).mean() < 6


@pytest.mark.skipif(not can_write(), reason="no libheif with an encoder")
def test_heic_comes_in_by_the_same_door(team, make_book, tmp_path) -> None:
    path = write_heic(tmp_path / "IMG_1.HEIC", np.ascontiguousarray(STORED[6]), 6)
    book = make_book(2)
    with path.open("rb") as stream:
        image_receive(actor=team.scanner, book=book, name=path.name, stream=stream, batch="one")
    row = Page.objects.get(book=book)
    assert blob_path(row.sha256).read_bytes() == path.read_bytes()
    assert np.abs(load_page(blob_path(row.sha256)).image.astype(int) - PAGE).mean() < 6
