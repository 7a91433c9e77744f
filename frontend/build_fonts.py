"""Merge the npm font subsets into whole TTFs that cover Vietnamese.

Run by `npm run build`. The same packages give the same bytes: no clock, no hinting, no layout
tables (whoever draws with these fonts asks for plain, unshaped text).
"""

from __future__ import annotations

import json
import logging
import sys
import tempfile
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from fontTools.merge import Merger
from fontTools.merge import Options as MergeOptions
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ROOT / "node_modules" / "@fontsource"
DOCUMENTS = ROOT / "src/sohotich/engines/documents/fonts"
SAMPLE = ROOT / "src/sohotich/sample/fonts"
SUBSETS = ("latin", "latin-ext", "vietnamese")
KEPT_TABLES = frozenset(
    ("head", "hhea", "maxp", "OS/2", "hmtx", "cmap", "loca", "glyf", "name", "post")
)


@dataclass(frozen=True, slots=True)
class Face:
    """One TTF to build: npm package, weight and style, where to, and its new name if it has one."""

    package: str
    variant: str
    target: Path
    family: str = ""


def _hand(number: int, package: str, weight: int = 400) -> Face:
    # Renamed: some of these reserve their name for the unchanged font (OFL, clause 3).
    target = SAMPLE / f"hand-{number:02d}.ttf"
    return Face(package, f"{weight}-normal", target, f"Sohotich Hand {number:02d}")


FACES = (
    Face("tinos", "400-normal", DOCUMENTS / "Tinos-Regular.ttf"),
    Face("tinos", "700-normal", DOCUMENTS / "Tinos-Bold.ttf"),
    Face("tinos", "400-italic", DOCUMENTS / "Tinos-Italic.ttf"),
    Face("tinos", "700-italic", DOCUMENTS / "Tinos-BoldItalic.ttf"),
    Face("tinos", "400-normal", SAMPLE / "serif.ttf"),
    Face("tinos", "700-normal", SAMPLE / "serif-bold.ttf"),
    Face("tinos", "400-italic", SAMPLE / "serif-italic.ttf"),
    Face("arimo", "400-normal", SAMPLE / "sans.ttf"),
    Face("arimo", "700-normal", SAMPLE / "sans-bold.ttf"),
    _hand(1, "dancing-script"),
    _hand(2, "playwrite-vn"),
    _hand(3, "charm"),
    _hand(4, "mynerve"),
    _hand(5, "patrick-hand"),
    _hand(6, "mali"),
    _hand(7, "ephesis"),
    _hand(8, "playpen-sans"),
)


class FontError(Exception):
    """A font cannot be built; the message names it and what is missing."""


def vietnamese_letters() -> frozenset[str]:
    """Every letter Vietnamese is written with, both cases, and the digits and signs of a form."""
    tones = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    vowels = "aăâeêioôơuưy"
    marked = {
        unicodedata.normalize("NFC", vowel + tone)
        for vowel in vowels + vowels.upper()
        for tone in tones
    }
    plain = {chr(code) for code in range(0x20, 0x7F)}
    return frozenset(marked | plain | set("đĐ–—“”‘’…°"))


def missing_letters(font: TTFont) -> str:
    """Letters of `vietnamese_letters` that the font lacks or would draw as nothing."""
    cmap, glyphs = font.getBestCmap(), font["glyf"]
    return "".join(
        letter
        for letter in sorted(vietnamese_letters())
        if ord(letter) not in cmap
        or (letter != " " and glyphs[cmap[ord(letter)]].numberOfContours == 0)
    )


def _outlines(source: Path) -> TTFont:
    font = TTFont(source, recalcTimestamp=False)
    font.flavor = None
    for tag in [tag for tag in font.keys() if tag not in KEPT_TABLES and tag != "GlyphOrder"]:  # noqa: SIM118
        del font[tag]
    for name in font.getGlyphOrder():
        font["glyf"][name].removeHinting()
    return font


def _sources(face: Face) -> list[Path]:
    folder = PACKAGES / face.package / "files"
    files = [folder / f"{face.package}-{subset}-{face.variant}.woff2" for subset in SUBSETS]
    found = [file for file in files if file.exists()]
    if not found:
        raise FontError(f"{face.package} {face.variant}: not in {PACKAGES}; run `npm ci` first")
    return found


def _merged(face: Face) -> TTFont:
    fonts = [_outlines(source) for source in _sources(face)]
    created, modified = fonts[0]["head"].created, fonts[0]["head"].modified
    if len(fonts) == 1:
        return fonts[0]
    with tempfile.TemporaryDirectory() as folder:
        parts = [str(Path(folder) / f"{number}.ttf") for number in range(len(fonts))]
        for font, part in zip(fonts, parts, strict=True):
            font.save(part)
        merged: TTFont = Merger(options=MergeOptions()).merge(parts)
    merged.recalcTimestamp = False
    merged["head"].created, merged["head"].modified = created, modified
    return merged


def _name(font: TTFont, face: Face) -> None:
    names = font["name"]
    licence = (PACKAGES / face.package / "LICENSE").read_text(encoding="utf-8")
    if names.getDebugName(0) is None:
        names.setName(licence.splitlines()[0], 0, 3, 1, 0x409)
    names.setName(
        "This Font Software is licensed under the SIL Open Font License, Version 1.1.",
        13, 3, 1, 0x409,
    )  # fmt: skip
    names.setName("https://openfontlicense.org", 14, 3, 1, 0x409)
    if face.family:
        for name_id in (1, 4, 16):
            names.setName(face.family, name_id, 3, 1, 0x409)
        names.setName(face.family.replace(" ", ""), 6, 3, 1, 0x409)
        names.setName(face.family.replace(" ", ""), 3, 3, 1, 0x409)


def build(face: Face) -> int:
    """Write one TTF and return its size in bytes; FontError when a letter is missing."""
    package = json.loads((PACKAGES / face.package / "package.json").read_text(encoding="utf-8"))
    if package.get("license") != "OFL-1.1":
        raise FontError(f"{face.package}: licence {package.get('license')!r} is not OFL-1.1")
    font = _merged(face)
    if missing := missing_letters(font):
        raise FontError(f"{face.package} {face.variant}: lacks {missing}")
    _name(font, face)
    face.target.parent.mkdir(parents=True, exist_ok=True)
    part = face.target.with_suffix(".part")
    font.save(part)
    part.replace(face.target)
    return face.target.stat().st_size


def main() -> int:
    """Build every face; exit code 1, with the reason on stderr, when one cannot be built."""
    logging.disable(logging.WARNING)  # fontTools warns of each table it merges
    try:
        total = sum(build(face) for face in FACES)
    except (FontError, OSError) as error:
        sys.stderr.write(f"fonts: {error}\n")
        return 1
    sys.stdout.write(f"fonts: {len(FACES)} faces, {total / 1e6:.1f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
