"""Readers that know nothing of us: Tesseract's Vietnamese for print, RapidOCR for handwriting.

Each where its own reading of the original is the steadier. Neither is a judge of what a person
can read; how much worse they read the result than the original is a measure we did not choose by.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

LANGUAGE = "vie"
BORDER = 25  # pixels of paper that Tesseract wants around a line
TIME_LIMIT = 120


@cache
def missing() -> str:
    """The readers this machine lacks, in words; "" when both are there."""
    lacking = []
    if shutil.which("tesseract") is None or LANGUAGE not in _languages():
        lacking.append(f"tesseract with {LANGUAGE}")
    try:
        import rapidocr  # noqa: F401
    except ImportError:
        lacking.append("rapidocr")
    return ", ".join(lacking)


def _languages() -> list[str]:
    listed = subprocess.run(
        ["tesseract", "--list-langs"], capture_output=True, text=True, check=True
    )
    return listed.stdout.split()


def printed(crops: Sequence[np.ndarray[Any, Any]]) -> list[str]:
    """What Tesseract reads on each, as one line of text; one start for all of them."""
    if not crops:
        return []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        names = []
        for number, crop in enumerate(crops):
            paper = np.median(crop[[0, -1]].reshape(-1, 3), axis=0)
            framed = np.empty((crop.shape[0] + 2 * BORDER, crop.shape[1] + 2 * BORDER, 3), np.uint8)
            framed[:] = paper
            framed[BORDER:-BORDER, BORDER:-BORDER] = crop
            names.append(str(folder / f"{number}.png"))
            Image.fromarray(framed).save(names[-1])
        (folder / "list").write_text("\n".join(names))
        command = ["tesseract", str(folder / "list"), "stdout", "--psm", "7", "-l", LANGUAGE]
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, timeout=TIME_LIMIT,
            env={"OMP_THREAD_LIMIT": "1", "PATH": "/usr/local/bin:/usr/bin:/bin"},
        )  # fmt: skip
    read = done.stdout.split("\f")
    return [" ".join(text.split()) for text in read[: len(crops)]]


def written(crops: Sequence[np.ndarray[Any, Any]]) -> list[str]:
    """What RapidOCR reads on each."""
    found = [
        _reader()(np.ascontiguousarray(crop[..., ::-1]), use_det=False, use_cls=False)
        for crop in crops
    ]
    return [(read.txts or ("",))[0] for read in found]


@cache
def _reader() -> Any:
    from rapidocr import RapidOCR

    threads = {"EngineConfig.onnxruntime.intra_op_num_threads": 1,
               "EngineConfig.onnxruntime.inter_op_num_threads": 1}  # fmt: skip
    return RapidOCR(params={"Global.log_level": "error", **threads})


def letters_wrong(read: Sequence[str], true: Sequence[str]) -> tuple[int, int]:
    """Letters to change, add or remove until each reading is the truth; and letters of truth."""
    from rapidfuzz.distance import Levenshtein

    pairs = [(_plain(a), _plain(b)) for a, b in zip(read, true, strict=True)]
    wrong = sum(min(len(b), Levenshtein.distance(a, b)) for a, b in pairs)
    return wrong, sum(len(b) for _, b in pairs)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())
