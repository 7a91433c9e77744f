"""Printed words by Tesseract with Vietnamese, where both are installed: another program, bounded
in time and memory, never required.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

Image = npt.NDArray[np.uint8]
SECONDS: Final = 20.0
# The shell bounds its own memory and becomes the program: nothing of ours runs between fork and
# exec, where another thread's locks would hang it.
_BOUNDED: Final = ("/bin/sh", "-c", 'ulimit -v 1500000 && exec "$@"', "tesseract")
_LANGUAGE: Final = "vie"
# Sparse print: labels with written lines between them, in no columns Tesseract knows of.
_SPARSE: Final = "11"
_MOST_ANSWER: Final = 4_000_000


class PrintUnread(Exception):
    """No printed words: the program is missing, failed or took too long; says so in plain words."""


@dataclass(frozen=True)
class Word:
    """One printed word, where it stands (left, top, right, bottom; pixels) and how sure, 0 to 1."""

    text: str
    box: tuple[int, int, int, int]
    confidence: float


def absent_words() -> str:
    """Why print cannot be read on this machine, and what helps; "" where it can."""
    if _program() is None:
        return (
            "Máy chủ này chưa có chương trình đọc chữ in. "
            "Người quản trị cài thêm: apt-get install tesseract-ocr tesseract-ocr-vie"
        )
    if _LANGUAGE not in _languages():
        return (
            "Chương trình đọc chữ in trên máy chủ chưa có tiếng Việt. "
            "Người quản trị cài thêm: apt-get install tesseract-ocr-vie"
        )
    return ""


def read_print(image: Image, seconds: float = SECONDS) -> list[Word]:
    """The printed words of an upright RGB or grey picture, best at 200 to 300 dpi.

    PrintUnread where there is no reader, it failed or was not done in time.
    """
    words = absent_words()
    if words:
        raise PrintUnread(words)
    grey = image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    packed, png = cv2.imencode(".png", grey, [cv2.IMWRITE_PNG_COMPRESSION, 1])
    if not packed:
        raise PrintUnread("Chưa đọc được chữ in trên ảnh này.")
    return _words(_run(("stdin", "stdout", "--psm", _SPARSE, "-l", _LANGUAGE, "tsv"), seconds, png))


def _run(arguments: Sequence[str], seconds: float, given: Image | None = None) -> str:
    program = _program()
    assert program is not None
    try:
        done = subprocess.run(  # noqa: S603 found on the path, the picture by its standard input
            (*_BOUNDED, program, *arguments),
            input=given.tobytes() if given is not None else b"",
            capture_output=True,
            timeout=seconds,
            check=True,
            # One thread: several pages are read side by side.
            env={"OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"} | _where_languages_are(),
        )
    # From None: these errors hold what was read so far.
    except subprocess.TimeoutExpired:
        raise PrintUnread("Đọc chữ in trên ảnh này quá lâu nên đã dừng.") from None
    except (subprocess.CalledProcessError, OSError):
        raise PrintUnread("Chương trình đọc chữ in không đọc được ảnh này.") from None
    return done.stdout[:_MOST_ANSWER].decode("utf-8", "replace")


def _where_languages_are() -> dict[str, str]:
    name = "TESSDATA_PREFIX"
    return {name: os.environ[name]} if name in os.environ else {}


@cache
def _program() -> str | None:
    return shutil.which("tesseract")


@cache
def _languages() -> frozenset[str]:
    try:
        return frozenset(_run(("--list-langs",), SECONDS).split())
    except PrintUnread:
        return frozenset()


def _words(table: str) -> list[Word]:
    rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    found = []
    for row in rows:
        text = (row.get("text") or "").strip()
        try:
            left, top, width, height = (int(row[name]) for name in _PLACE)
            sure = float(row["conf"])
        except (KeyError, TypeError, ValueError):
            continue
        if text and sure >= 0:
            box = (left, top, left + width, top + height)
            found.append(Word(text, box, round(sure / 100, 3)))
    return found


_PLACE: Final = ("left", "top", "width", "height")
