"""The two models inside RapidOCR's wheel, run by onnxruntime alone: offline, without its program.

Its package would bring eight libraries and downloads what it misses; of it only the files are
used. Both come with the optional extra `recognition`; without it every reader here says so.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

LINES: Final = "PP-OCRv6_rec_small.onnx"
PLACES: Final = "PP-OCRv6_det_small.onnx"


class ModelsAbsent(Exception):
    """The models for digits are not installed; the text says how to get them."""


def absent_words() -> str:
    """Why digits cannot be read on this machine, and what helps; "" where they can."""
    missing = [name for name in ("onnxruntime", "rapidocr") if find_spec(name) is None]
    if not missing and _folder() is not None:
        return ""
    return (
        "Máy chủ này chưa có phần đọc chữ số. "
        "Người quản trị cài thêm: "
        "pip install --no-deps --require-hashes -r requirements-recognition.lock"
    )


def is_there() -> bool:
    """Whether the models can be loaded on this machine."""
    return not absent_words()


@cache
def session(name: str) -> Any:
    """An onnxruntime session on one thread, so that as many processes as cores do not fight.

    ModelsAbsent where the extra is not installed.
    """
    words = absent_words()
    if words:
        raise ModelsAbsent(words)
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    folder = _folder()
    assert folder is not None
    return onnxruntime.InferenceSession(
        str(folder / name), options, providers=["CPUExecutionProvider"]
    )


@cache
def letters() -> tuple[str, ...]:
    """What the columns of the line model's answer stand for; "" is the blank between letters."""
    found: str = session(LINES).get_modelmeta().custom_metadata_map["character"]
    return ("", *found.split("\n"), " ")


def _folder() -> Path | None:
    # The package itself is never imported: it would load all it leans on.
    found = find_spec("rapidocr")
    if found is None or found.origin is None:
        return None
    folder = Path(found.origin).parent / "models"
    there = (folder / LINES).is_file() and (folder / PLACES).is_file()
    return folder if there else None
