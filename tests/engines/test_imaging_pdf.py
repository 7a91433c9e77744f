"""One PDF under the cap, the same each time, legible or said not to be."""

from __future__ import annotations

import concurrent.futures
import multiprocessing
from dataclasses import asdict, replace

import cv2
import numpy as np
import pikepdf
import pytest

from sohotich.engines.imaging import (
    ImageError,
    Page,
    PdfOptions,
    make_pdf,
    making,
    measures,
    mixed,
    pdf_source,
)
from sohotich.engines.imaging.options import Legibility
from sohotich.engines.imaging.verdict import judge
from tests.engines import pictures


@pytest.fixture(scope="module")
def half() -> Page:
    return Page(pictures.draw_page(), 300.0, True, "ab" * 32)


@pytest.mark.parametrize("profile", ["auto", "jpeg"])
@pytest.mark.parametrize("cap", [20_000, 60_000, 100_000])
def test_never_over_the_cap(tmp_path, half, cap, profile):
    result = make_pdf([half], tmp_path / "a.pdf", PdfOptions(max_bytes=cap, profile=profile))
    assert result.bytes == (tmp_path / "a.pdf").stat().st_size <= cap
    assert [f.name for f in tmp_path.iterdir()] == ["a.pdf"], "no draft left behind"


def test_a_flat_scan_is_found_legible(tmp_path, half):
    result = make_pdf([half], tmp_path / "a.pdf")
    assert (result.verdict, result.reason, result.method) == ("ok", "Rõ nét", "jpx")
    assert result.legibility["hairline_loss"] <= 0.0005
    assert result.legibility["marks_lost"] == 0
    assert result.legibility["similarity"] > 0.97
    assert result.dpi == 300


def test_the_smaller_the_cap_the_worse_the_score(tmp_path, half):
    scores = [
        make_pdf([half], tmp_path / "a.pdf", PdfOptions(max_bytes=cap)).legibility["score"]
        for cap in (6_000, 15_000, 100_000)
    ]
    assert scores == sorted(scores)


def test_a_cap_too_small_for_legible_writing_says_so(tmp_path, half):
    result = make_pdf([half], tmp_path / "a.pdf", PdfOptions(max_bytes=6_000))
    assert result.verdict == "rescan"
    assert "khi nén" in result.reason


def test_a_cap_too_small_for_anything_is_an_error_and_no_file(tmp_path, half):
    with pytest.raises(ImageError, match="quá nhỏ"):
        make_pdf([half], tmp_path / "a.pdf", PdfOptions(max_bytes=2_000))
    assert not list(tmp_path.iterdir())


def test_no_image_is_an_error(tmp_path):
    with pytest.raises(ImageError, match="Chưa có ảnh"):
        make_pdf([], tmp_path / "a.pdf")


@pytest.mark.parametrize("profile", ["auto", "jpeg"])
def test_the_same_input_gives_the_same_bytes(tmp_path, half, profile):
    for name in ("a.pdf", "b.pdf"):
        make_pdf([half], tmp_path / name, PdfOptions(profile=profile))
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_a_registration_over_two_pages_shares_the_cap(tmp_path, half):
    blank = Page(np.full((1240, 1748, 3), 230, np.uint8), 300.0, True, "cd" * 32)
    result = make_pdf([half, blank], tmp_path / "a.pdf")
    assert result.bytes <= 100_000
    assert result.pages == 2
    with pikepdf.open(tmp_path / "a.pdf") as document:
        assert [[round(float(v)) for v in p.mediabox] for p in document.pages] == [
            [0, 0, 420, 298]
        ] * 2


def test_the_worst_page_names_the_reason(tmp_path, half):
    soft = replace(half, image=cv2.GaussianBlur(half.image, (0, 0), 4))
    result = make_pdf([half, soft], tmp_path / "a.pdf", PdfOptions(max_bytes=300_000))
    assert result.verdict == "rescan"
    assert result.reason.startswith("Trang 2: Ảnh mờ nét")


def test_the_file_tells_its_origin_and_is_archivable(tmp_path, half):
    """PDF/A-2 (ISO 19005-2): 6.1.3 file identifier, 6.2.3 output intent, 6.6.2 XMP, 6.6.4 part."""
    make_pdf([half], tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as document:
        assert not document.check_pdf_syntax()
        xmp = document.Root.Metadata.read_bytes().decode()
        assert f"sha256:{'ab' * 32}" in xmp
        assert 'pdfaid:part="2"' in xmp
        assert "Date" not in xmp
        intent = document.Root.OutputIntents[0]
        assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"
        assert len(document.trailer.ID) == 2
        assert not document.is_encrypted
        assert "/Info" not in document.trailer


def test_the_jpeg_profile_is_plain_jpeg(tmp_path, half):
    result = make_pdf([half], tmp_path / "a.pdf", PdfOptions(profile="jpeg"))
    with pikepdf.open(tmp_path / "a.pdf") as document:
        images = list(document.pages[0].get_images().values())
    assert [str(image.Filter) for image in images] == ["/DCTDecode"]
    assert result.method == "jpeg"
    assert result.verdict in ("ok", "look")


def test_colours_stay(tmp_path, half):
    make_pdf([half], tmp_path / "a.pdf")
    drawn = pdf_source.render(tmp_path / "a.pdf", 1, 300).astype(int)
    x, y = 1748 - 600 + 6, 1240 - 600 + 190  # on the stamp's left edge
    red, green, blue = drawn[y, x]
    assert red - max(green, blue) > 70
    pen = drawn[:, 760:1800][half.image[:, 760:1800].sum(axis=2) < 300]
    assert (pen[:, 2] - pen[:, 0]).mean() > 15, "blue ink stays blue"


def test_a_grey_page_is_one_grey_image(tmp_path):
    black = pictures.draw_page(stamp=False, ink=(40, 38, 36))
    make_pdf([Page(black, 300.0, True)], tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as document:
        (image,) = document.pages[0].get_images().values()
    assert (str(image.Filter), str(image.ColorSpace)) == ("/JPXDecode", "/DeviceGray")


def test_dark_coarse_and_blurred_originals_are_noticed(tmp_path, half):
    dark = replace(half, image=(half.image * 0.2).astype(np.uint8))
    coarse_pixels = cv2.resize(half.image, None, fx=0.35, fy=0.35, interpolation=cv2.INTER_AREA)
    coarse = Page(coarse_pixels, 105.0, True)
    soft = replace(half, image=cv2.GaussianBlur(half.image, (0, 0), 4))
    reasons = {"tối": dark, "phân giải": coarse, "mờ": soft}
    for word, page in reasons.items():
        result = make_pdf([page], tmp_path / "a.pdf")
        assert result.verdict != "ok", word
        assert word in result.reason


def test_the_mixed_raster_keeps_hairlines_too(half):
    """The fallback for pages too dense for JPEG 2000, tried here on its own."""
    ready = making._prepare(half, 300)
    coded = making._try(ready, "mixed", 60_000)
    assert coded.hairline_loss < 0.01
    assert measures.marks_lost(ready.flat.luma, coded.rendered, ready.ink) == 0
    assert [layer.coding for layer in coded.sheet.layers] == ["DCTDecode", "DCTDecode"]
    assert mixed.mixed_raster(ready.flat, ready.ink, 300, 2_000) is None


def test_losing_thin_strokes_is_measured(half):
    """Wiping out the hairlines must show in the selector's and in the judge's figures."""
    ready = making._prepare(half, 300)
    wiped = cv2.morphologyEx(ready.flat.luma, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    assert measures.hairline_loss(ready.flat.luma, ready.flat.luma, ready.ink) == 0
    assert measures.hairline_loss(ready.flat.luma, wiped, ready.ink) > 0.2
    similarity, lost = measures.gradient_scores(ready.flat.luma, wiped, ready.ink)
    assert similarity < 0.9
    assert lost > 0.02
    blank = np.full_like(wiped, 245)
    assert measures.marks_lost(ready.flat.luma, blank, ready.ink) == 1


GOOD = Legibility(0.99, 0.99, 0.0, 0.0, 0.0, 0.15, 220)


@pytest.mark.parametrize(
    ("change", "dpi", "level", "word"),
    [
        ({}, 300, 0, "Rõ nét"),
        ({"stroke_loss": 0.004}, 300, 1, "nét mảnh"),
        ({"stroke_loss": 0.006}, 300, 2, "nét mảnh"),
        ({"marks_lost": 0.0002}, 300, 1, "dấu nhỏ"),
        ({"marks_lost": 0.02}, 300, 2, "dấu nhỏ"),
        ({"similarity": 0.8}, 300, 1, "nhòe"),
        ({"blur_mm": 0.5}, 300, 2, "mờ nét"),
        ({"paper": 100}, 300, 1, "tối"),
        ({}, 150, 1, "phân giải"),
        ({"blur_mm": 0.35}, 100, 2, "phân giải"),
    ],
)
def test_verdicts(change, dpi, level, word):
    found = judge(Legibility(**(asdict(GOOD) | change)), dpi, PdfOptions())
    assert found[0] == level
    assert word in found[1]


def _in_a_worker(job):
    page, out, options = job
    return make_pdf([page], out, options).bytes


def test_works_in_a_worker_process(tmp_path, half):
    small = replace(half, image=half.image[:600, :800])
    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as pool:
        made = pool.submit(_in_a_worker, (small, tmp_path / "a.pdf", PdfOptions())).result()
    assert made == (tmp_path / "a.pdf").stat().st_size


@pytest.mark.parametrize("size", [(1, 1), (3, 700), (40, 40), (17, 2000)])
def test_odd_sizes(tmp_path, size):
    image = np.full((size[1], size[0], 3), 200, np.uint8)
    image[:: max(1, size[1] // 3)] = 20
    assert make_pdf([Page(image, 300.0, True)], tmp_path / "a.pdf").bytes <= 100_000
