"""PDF/A-2b, clause by clause, on files of every coding; each check is seen to fail as well."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from sohotich.engines.imaging import RECIPE, Page, PdfOptions, make_pdf, making, pdf_file
from tests.engines import archivable, pictures

SHA = "ab" * 32
ROOT = Path(__file__).resolve().parents[2]


def _page(**drawing: object) -> Page:
    return Page(pictures.draw_page((1240, 900), **drawing), 300.0, True, SHA)


def _made(folder, pages: list[Page], **options: object) -> bytes:
    make_pdf(pages, folder / "a.pdf", PdfOptions(**options))
    return (folder / "a.pdf").read_bytes()


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict[str, bytes]:
    """One file of each coding."""
    folder = tmp_path_factory.mktemp("archivable")
    colour, grey = _page(), _page(stamp=False, ink=(40, 38, 36))
    mixed = making._try(making._prepare(colour, 300), "mixed", 60_000)
    return {
        "colour": _made(folder, [colour]),
        "grey": _made(folder, [grey]),
        "plain JPEG": _made(folder, [colour], profile="jpeg"),
        "mixed": pdf_file.write([mixed.sheet], (SHA,), making.TOOL),
        "two pages": _made(folder, [colour, grey]),
    }


CODINGS = ("colour", "grey", "plain JPEG", "mixed", "two pages")


@pytest.mark.parametrize("clause", archivable.CLAUSES)
@pytest.mark.parametrize("coding", CODINGS)
def test_every_clause_holds(files, coding, clause):
    with pikepdf.open(io.BytesIO(files[coding])) as document:
        archivable.CLAUSES[clause](files[coding], document)


def test_the_codings_are_those_meant(files):
    wanted = {
        "colour": {"/DCTDecode", "/JPXDecode"}, "grey": {"/JPXDecode"},
        "plain JPEG": {"/DCTDecode"}, "mixed": {"/DCTDecode", "/JBIG2Decode"},
    }  # fmt: skip
    for coding, names in wanted.items():
        with pikepdf.open(io.BytesIO(files[coding])) as document:
            assert {str(i.Filter) for i in archivable.images(document)} == names


def test_it_tells_its_original_and_its_recipe_and_nothing_that_may_change(files):
    with pikepdf.open(io.BytesIO(files["colour"])) as document:
        xmp = document.Root.Metadata.read_bytes().decode()
    assert f'dc:source="sha256:{SHA}"' in xmp
    assert f'xmp:CreatorTool="sohotich anh {RECIPE}"' in xmp
    for word in ("Date", "KS.", "title", "creator>"):
        assert word not in xmp


def _edited(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        change(document)
        document.save(out, static_id=True, fix_metadata_version=False)
    return out.getvalue()


def _image(document: pikepdf.Pdf) -> pikepdf.Stream:
    return next(image for image in archivable.images(document) if "/SMask" in image)


def _mask_raw(data: bytes, old: bytes, new: bytes) -> bytes:
    assert data.count(old) >= 1
    return data.replace(old, new, 1)


def _set(path: str, value: object) -> Callable[[bytes], bytes]:
    """Set a key of the catalog, the first page (`page/…`) or a masked image (`image/…`)."""
    where, key = path.split("/")

    def change(document: pikepdf.Pdf) -> None:
        places = {"root": lambda: document.Root, "page": lambda: document.pages[0].obj,
                  "image": lambda: _image(document), "mask": lambda: _image(document).SMask,
                  "resources": lambda: document.pages[0].obj.Resources}  # fmt: skip
        places[where]()[f"/{key}"] = value

    return lambda data: _edited(data, change)


def _unset_intents(document: pikepdf.Pdf) -> None:
    del document.Root.OutputIntents


BREAKS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "no binary comment": ("6.1.2", lambda d: d.replace(b"%\xe2\xe3\xcf\xd3", b"%abcd")),
    "no identifier": ("6.1.3", lambda d: d.replace(b"/ID[", b"/IE[")),
    "something after the end": ("6.1.3", lambda d: d + b"more"),
    "offsets that lie": ("6.1.4", lambda d: d.replace(b"\nxref\n0 ", b"\nxref\n\n0 ")),
    "a wrong length": ("6.1.7.1", lambda d: d.replace(b"/Length 3", b"/Length 2", 1)),
    "an odd filter": ("6.1.7.2", _set("image/Filter", pikepdf.Name.LZWDecode)),
    "a huge page": ("6.1.13", _set("page/MediaBox", pikepdf.Array([0, 0, 20_000, 20]))),
    "an unknown operator": ("6.2.2", lambda d: _mask_raw(d, b" re f", b" re F")),
    "no output intent": ("6.2.3", lambda d: _edited(d, _unset_intents)),
    "ink for a press": ("6.2.4.3", _set("image/ColorSpace", pikepdf.Name.DeviceCMYK)),
    "interpolation": ("6.2.8.1", _set("image/Interpolate", True)),
    "another depth": ("6.2.8.3", lambda d: _mask_raw(d, b"\x00\x01\x07\x07", b"\x00\x02\xff\x07")),
    "a mask in colour": ("6.2.10 soft", _set("mask/ColorSpace", pikepdf.Name.DeviceRGB)),
    "a group without colours": (
        "6.2.10 transparency", _set("page/Group", pikepdf.Dictionary(S=pikepdf.Name.Transparency)),
    ),
    "an action": ("6.2.11", _set("root/OpenAction", pikepdf.Dictionary(S=pikepdf.Name.GoTo))),
    "a font": ("6.2.11", _set("resources/Font", pikepdf.Dictionary())),
    "an unknown schema": ("6.6.2", lambda d: d.replace(b"elements/1.1/", b"elements/9.9/")),
    "information apart": ("6.6.3", lambda d: d.replace(b"trailer\n<<", b"trailer\n<</Info 1 0 R")),
    "another part": ("6.6.4", lambda d: d.replace(b'part="2"', b'part="3"')),
}  # fmt: skip


@pytest.mark.parametrize("what", BREAKS)
def test_each_check_notices(files, what):
    clause, change = BREAKS[what]
    changed = change(files["colour"])
    assert changed != files["colour"]
    assert any(one.startswith(clause) for one in archivable.broken(changed))


@pytest.mark.parametrize("coding", CODINGS)
def test_verapdf_agrees(files, coding, tmp_path):
    if shutil.which("verapdf") is None:
        pytest.skip("verapdf is not on this machine; the clauses above have been checked")
    (tmp_path / "a.pdf").write_bytes(files[coding])
    command = ["verapdf", "-f", "2b", "--format", "text", str(tmp_path / "a.pdf")]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert said.startswith("PASS"), said


@pytest.mark.parametrize("coding", CODINGS)
def test_pdfium_and_poppler_show_the_same_page(files, coding, tmp_path):
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm (poppler-utils) is not on this machine")
    (tmp_path / "a.pdf").write_bytes(files[coding])
    subprocess.run(["pdftoppm", "-r", "100", "-singlefile", "a.pdf", "a"], cwd=tmp_path, check=True)
    _alike(tmp_path / "a.ppm", tmp_path / "a.pdf")


@pytest.mark.parametrize("coding", ["colour", "grey", "mixed"])
def test_pdfium_and_pdf_js_show_the_same_page(files, coding, tmp_path):
    node, modules = Path(sys.executable).with_name("node"), ROOT / ".peers/node_modules"
    if not node.exists() or not (modules / "pdfjs-dist").exists():
        pytest.skip("pdf.js is not on this machine; what prepares the benches brings it")
    (tmp_path / "a.pdf").write_bytes(files[coding])
    command = [node, "tests/engines/pdfjs_draw.mjs", modules, tmp_path / "a.pdf"]
    subprocess.run([*command, tmp_path / "a.png"], cwd=ROOT, check=True, timeout=120)
    _alike(tmp_path / "a.png", tmp_path / "a.pdf")


def _alike(picture: Path, pdf: Path) -> None:
    theirs = np.asarray(Image.open(picture).convert("RGB"), np.int16)
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        bitmap = page.render(scale=100 / 72)
        pdfium = np.array(bitmap.to_pil().convert("RGB"), np.int16)
        bitmap.close()
        page.close()
    height, width = (min(a, b) for a, b in zip(theirs.shape[:2], pdfium.shape[:2], strict=True))
    soft = [cv2.blur(np.float32(one[:height, :width]), (5, 5)) for one in (theirs, pdfium)]
    assert np.abs(soft[0] - soft[1]).mean() < 2.5, "each scales pictures down in its own way"
    assert (pdfium < 128).any(axis=2).mean() > 0.005, "there is ink"
