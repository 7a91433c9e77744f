"""`sohotich pdf IMAGE… OUT.pdf`: page images into one small PDF, with a verdict on legibility."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sohotich.cli.output import DONE, FOUND_ERRORS, emit, json_option, refuse

MAX_PAGES = 20  # of one file: a registration, not a book; all its pages stay in memory
VERDICT_WORDS = {"ok": "đạt", "look": "nên xem lại", "rescan": "nên quét lại"}


@click.command(
    "pdf",
    help="Nén ẢNH (JPEG, PNG, TIFF, HEIC hoặc PDF) thành một tệp RA.pdf không quá số byte cho phép "
    "và chấm độ rõ. Mã thoát 1 khi nên quét lại.",
)
@click.argument("images", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="ẢNH…")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False), metavar="RA.pdf")
@click.option(
    "--max-bytes", type=click.IntRange(min=1), default=100_000, show_default=True,
    help="Dung lượng tối đa của tệp PDF, tính bằng byte.",
)  # fmt: skip
@click.option(
    "--profile", type=click.Choice(["auto", "jpeg"]), default="auto", show_default=True,
    help="auto: chọn cách nén tốt nhất; jpeg: chỉ JPEG, cho phần mềm đọc cũ.",
)  # fmt: skip
@json_option
def command(
    images: tuple[Path, ...], out: Path, max_bytes: int, profile: str, as_json: bool
) -> int:
    from sohotich.engines.guard import Limits, Refused
    from sohotich.engines.imaging import ImageError, PdfOptions, load_pages, make_pdf

    if out.suffix.lower() != ".pdf":
        refuse(f"{out}: tên tệp ra phải kết thúc bằng .pdf.")
    if not out.parent.is_dir():
        refuse(f"{out.parent}: chưa có thư mục này. Tạo thư mục rồi chạy lại.")
    try:
        limits = Limits(pages=MAX_PAGES)
        pages = [page for path in images for page in load_pages(path, limits)]
        result = make_pdf(pages, out, PdfOptions(max_bytes=max_bytes, profile=profile))
    except (Refused, ImageError) as error:
        refuse(str(error))
    except OSError as error:
        refuse(f"{out}: không ghi được ({error.strerror}). Kiểm tra quyền và dung lượng đĩa.")
    emit(_as_json(result), as_json, lambda: _as_text(result, out))
    return FOUND_ERRORS if result.verdict == "rescan" else DONE


def _as_json(result: Any) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(result)


def _as_text(result: Any, out: Path) -> str:
    size = f"{result.bytes:,}".replace(",", ".")
    return (
        f"{out}: {size} byte, {result.pages} trang, {result.dpi} dpi, "
        f"{VERDICT_WORDS[result.verdict]} – {result.reason}"
    )
