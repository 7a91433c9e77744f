"""The built fonts: whole, Vietnamese to the last letter, and free to ship."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]


def _builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_fonts", ROOT / "frontend/build_fonts.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["build_fonts"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


builder = _builder()


@pytest.mark.parametrize("face", builder.FACES, ids=lambda face: face.target.name)
def test_every_vietnamese_letter_is_drawn(face) -> None:
    font = TTFont(face.target)
    assert builder.missing_letters(font) == ""
    assert "Open Font License" in font["name"].getDebugName(13)


def test_vietnamese_letters_are_all_there() -> None:
    """12 vowels in 6 tones and đ, both cases, less the 12 vowels that ASCII has: 134 letters."""
    letters = builder.vietnamese_letters()
    assert sum(letter.isalpha() and ord(letter) > 127 for letter in letters) == 134
    assert set("ẵẶỡỢữỰỹỴđĐ–“”…") <= letters


def test_eight_hands_at_least() -> None:
    assert sum(face.target.name.startswith("hand-") for face in builder.FACES) >= 8


def test_a_lacking_letter_is_noticed() -> None:
    font = TTFont(builder.FACES[0].target)
    for table in font["cmap"].tables:
        table.cmap.pop(ord("ệ"), None)
    font["glyf"][font.getBestCmap()[ord("ử")]].numberOfContours = 0
    assert builder.missing_letters(font) == "ệử"


def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    from dataclasses import replace

    face = next(face for face in builder.FACES if face.target.name == "hand-01.ttf")
    first, second = (replace(face, target=tmp_path / name) for name in ("a.ttf", "b.ttf"))
    builder.build(first)
    builder.build(second)
    assert first.target.read_bytes() == second.target.read_bytes() == face.target.read_bytes()
