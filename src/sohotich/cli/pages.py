"""`sohotich pages find|split IMAGE…`: where the page lies and where the registrations are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sohotich.cli.output import emit, json_option, refuse
from sohotich.pipeline.scanning.geometry_words import page_words

images_argument = click.argument(
    "images", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="ẢNH…"
)


@click.group("pages", help="Tìm trang sổ trong ảnh và chia trang thành từng trường hợp.")
def command() -> None:
    pass


@command.command("find", help="Tìm bốn góc, chiều và độ nghiêng của trang sổ trong từng ẢNH.")
@images_argument
@json_option
def find(images: tuple[Path, ...], as_json: bool) -> int:
    return _run(images, as_json, lambda page, found: [])


@command.command("split", help="Chia từng ẢNH thành các trường hợp theo kiểu trang.")
@images_argument
@click.option(
    "--layout", type=click.Choice(["one", "two", "rows", "spread"]), default="one",
    show_default=True,
    help="one: cả trang; two: hai nửa; rows: nhiều dòng; spread: hai trang sổ mở.",
)  # fmt: skip
@click.option("--rows", type=click.IntRange(1, 100), help="Số dòng khi kiểu trang là rows.")
@click.option("--first-number", type=click.IntRange(min=1), help="Số của trường hợp đầu tiên.")
@json_option
def split(
    images: tuple[Path, ...],
    layout: str,
    rows: int | None,
    first_number: int | None,
    as_json: bool,
) -> int:
    if layout == "rows" and rows is None:
        refuse("Kiểu trang rows cần số dòng: thêm --rows N.")

    def cuts(page: Any, found: Any) -> list[dict[str, Any]]:
        from dataclasses import asdict

        from sohotich.engines.imaging import deskew, rectify
        from sohotich.engines.imaging import split as split_page

        nonlocal first_number
        level = deskew(rectify(page, found), found.skew_deg)
        made = split_page(level, layout, rows, first_number)
        if first_number is not None:
            first_number += len(made)
        return [asdict(cut) for cut in made]

    return _run(images, as_json, cuts)


def _run(images: tuple[Path, ...], as_json: bool, cuts_of: Any) -> int:
    """Find each page, let `cuts_of` cut it, print all. Boxes count on the level, rectified page."""
    from sohotich.engines.guard import Refused
    from sohotich.engines.imaging import ImageError, find_pages, load_pages

    pages: list[dict[str, Any]] = []
    try:
        for path in images:
            for number, page in enumerate(load_pages(path), 1):
                pages += [
                    _described(path, number, found, cuts_of(page, found))
                    for found in find_pages(page)
                ]
    except (Refused, ImageError) as error:
        refuse(str(error))
    emit({"pages": pages}, as_json, lambda: "\n".join(_line(page) for page in pages))
    return 0


def _described(path: Path, number: int, found: Any, cuts: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "page": f"{path.name}#{number}" if number > 1 else path.name,
        "quad": [[round(x, 1), round(y, 1)] for x, y in found.quad],
        "skew_deg": found.skew_deg,
        "confidence": found.confidence,
        "turned": found.turned,
        "blank": found.blank,
        "doubts": list(found.doubts),
        "cuts": cuts,
    }


def _line(page: dict[str, Any]) -> str:
    corners = " ".join(f"({x:.0f}, {y:.0f})" for x, y in page["quad"])
    sure = f"{page['confidence'] * 100:.0f} %"
    turned = f", ảnh xoay {page['turned']}°" if page["turned"] else ""
    lines = [
        f"{page['page']}: góc {corners}{turned}, nghiêng {page['skew_deg']:.2f}°, chắc chắn {sure}"
    ]
    if why := page_words(page["doubts"], blank=page["blank"]):
        lines.append(f"  {why}")
    for order, cut in enumerate(page["cuts"], 1):
        name = f"số {cut['number']}" if cut["number"] else f"vùng {order}"
        box = ", ".join(str(v) for v in cut["box"])
        lines.append(f"  {name}: [{box}], chắc chắn {cut['confidence'] * 100:.0f} %")
    return "\n".join(lines)
