"""Every way an image arrives gives upright RGB pixels and a resolution one can trust."""

from __future__ import annotations

import io

import numpy as np
import pikepdf
import pytest
from PIL import Image

from sohotich.engines.guard import Refused
from sohotich.engines.imaging import ImageError, as_page, load_page, load_pages, thumbnail
from tests.engines import hostile

LETTER_F = np.zeros((30, 20, 3), np.uint8) + 255
LETTER_F[3:27, 4:8] = LETTER_F[3:7, 4:16] = LETTER_F[13:17, 4:13] = 0


def _saved(folder, name, image, **options):
    path = folder / name
    Image.fromarray(image).save(path, **options)
    return path


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_is_applied(tmp_path, orientation):
    """EXIF 2.32, tag 0x0112: the stored pixels are turned so that the page stands upright."""
    stored = {
        1: LETTER_F, 2: LETTER_F[:, ::-1], 3: LETTER_F[::-1, ::-1], 4: LETTER_F[::-1],
        5: LETTER_F.transpose(1, 0, 2), 6: np.rot90(LETTER_F), 7: np.rot90(LETTER_F[:, ::-1], -1),
        8: np.rot90(LETTER_F, -1),
    }[orientation]  # fmt: skip
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / "quay.png"
    Image.fromarray(np.ascontiguousarray(stored)).save(path, exif=exif)
    assert np.array_equal(load_page(path).image, LETTER_F)


@pytest.mark.parametrize(
    ("size", "declared", "dpi", "known"),
    [
        ((2480, 3508), 300, 300, True),
        ((2480, 3508), None, 300, False),  # an A4 page
        ((4960, 3508), None, 300, False),  # an A3 spread
        ((3000, 4000), 72, 342, False),  # a phone's 72 is no measurement
        ((1654, 2339), 200, 200, True),
        ((700, 990), 1200, 85, False),  # 1.200 dpi would make a page of 2 centimetres
    ],
)
def test_resolution(tmp_path, size, declared, dpi, known):
    image = np.full((size[1], size[0], 3), 240, np.uint8)
    path = _saved(tmp_path, "a.png", image, **({"dpi": (declared, declared)} if declared else {}))
    page = load_page(path)
    assert page.dpi == pytest.approx(dpi, abs=1)
    assert page.dpi_known is known


def test_grey_alpha_palette_and_deep_images_become_rgb(tmp_path):
    grey = np.tile(np.arange(0, 250, 5, dtype=np.uint8), (40, 1))
    clear = np.zeros((10, 10, 4), np.uint8)
    deep = (grey.astype(np.uint16) * 257).astype(np.uint16)
    assert np.array_equal(load_page(_saved(tmp_path, "g.png", grey)).image[..., 1], grey)
    assert load_page(_saved(tmp_path, "t.png", clear)).image.min() == 255
    shallow = load_page(_saved(tmp_path, "d.png", deep)).image[..., 0].astype(int)
    assert np.abs(shallow - grey).max() <= 1
    palette = tmp_path / "p.png"
    Image.fromarray(grey).convert("P").save(palette)
    assert load_page(palette).image.shape == (40, 50, 3)


def test_pages_of_a_tiff(tmp_path):
    path = tmp_path / "nhieu.tif"
    path.write_bytes(hostile.tiff_bytes(4))
    assert [page.height for page in load_pages(path)] == [30, 31, 32, 33]
    assert load_page(path, 3).height == 32
    with pytest.raises(ImageError, match="không có trang 5"):
        load_page(path, 5)


def _pdf_of(jpeg: bytes, size: tuple[int, int], **page: object) -> bytes:
    document = pikepdf.new()
    width, height = size[0] * 72 / 300, size[1] * 72 / 300
    document.add_blank_page(page_size=(width, height))
    image = pikepdf.Stream(document, jpeg)
    image.update(
        pikepdf.Dictionary(
            Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=size[0], Height=size[1],
            ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
        )
    )  # fmt: skip
    drawing = f"q {width} 0 0 {height} 0 0 cm /A Do Q".encode()
    document.pages[0].obj.Contents = document.make_stream(drawing)
    document.pages[0].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=image))
    for key, value in page.items():
        document.pages[0].obj["/" + key] = value
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_pdf_page_that_is_one_jpeg_gives_its_very_pixels(tmp_path):
    jpeg = hostile.image_bytes("JPEG", (600, 400), quality=80)
    path = tmp_path / "quet.pdf"
    path.write_bytes(_pdf_of(jpeg, (600, 400)))
    page = load_page(path)
    assert np.array_equal(page.image, np.asarray(Image.open(io.BytesIO(jpeg)).convert("RGB")))
    assert page.dpi == pytest.approx(300, abs=0.5)


def test_a_turned_pdf_page_is_drawn_upright(tmp_path):
    jpeg = hostile.image_bytes("JPEG", (600, 400), quality=80)
    path = tmp_path / "xoay.pdf"
    path.write_bytes(_pdf_of(jpeg, (600, 400), Rotate=90))
    assert load_page(path).image.shape == (600, 400, 3)


def test_other_pdf_pages_are_drawn_at_300_dpi(tmp_path):
    path = tmp_path / "trang.pdf"
    path.write_bytes(hostile.pdf_bytes(2))
    page = load_page(path, 2)
    assert page.image.shape[:2] == (3509, 2480)
    assert page.image.min() == 255


@pytest.mark.parametrize("name", ["bang.xlsx", "rong.jpg"])
def test_what_is_no_image_is_refused(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(hostile.xlsx_bytes() if name.endswith("xlsx") else b"")
    with pytest.raises(Refused):
        load_page(path)


def test_a_jpeg_broken_inside_is_an_image_error_not_a_crash(tmp_path):
    path = tmp_path / "hong.png"
    path.write_bytes(hostile.png_claiming(400, 400))
    with pytest.raises(ImageError, match=r"hong\.png"):
        load_page(path)


def test_bare_pixels():
    assert as_page(np.zeros((10, 20), np.uint8)).image.shape == (10, 20, 3)
    assert as_page(LETTER_F, dpi=150).dpi == 150
    with pytest.raises(ImageError):
        as_page(np.zeros((4, 4, 3), np.float32))
    assert thumbnail(np.zeros((400, 200, 3), np.uint8), 50).shape == (100, 50, 3)
    assert thumbnail(LETTER_F, 500).shape == LETTER_F.shape
