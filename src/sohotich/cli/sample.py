"""`sohotich sample`: invented books to try everything on, with the truth of every page."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from sohotich.cli.output import emit, json_option, refuse
from sohotich.cli.progress import progress_bar
from sohotich.cli.sample_campaign import campaign

# A register of its own kind is known only since then.
FIRST_YEARS = {"GCLH": 2017}
USUAL_YEAR = 1998
LAYOUTS = ("one", "two", "rows", "spread")


@click.group(help="Sổ mẫu: người, sổ và trang ảnh đều do máy đặt ra, không phải người thật.")
def command() -> None:
    pass


@command.command("book")
@click.option(
    "--type",
    "type_name",
    default="khai_sinh",
    show_default=True,
    help="Loại sổ: khai_sinh, ket_hon, khai_tu … hoặc KS, KH, KT …",
)
@click.option("--entries", default=20, show_default=True, help="Số trường hợp trong sổ.")
@click.option("--seed", default=1, show_default=True, help="Hạt giống: cùng số thì cùng quyển sổ.")
@click.option(
    "--layout",
    type=click.Choice(LAYOUTS),
    default="one",
    show_default=True,
    help="one: mỗi trang một; two: hai nửa trang; chỉ khai sinh: rows: bảng kê; spread: hai trang "
    "đối.",
)
@click.option("--photo", is_flag=True, help="Ảnh chụp bằng điện thoại thay cho ảnh quét.")
@click.option("--year", type=int, help="Năm mở sổ (1976–2018).  [default: 1998]")
@click.option("--year-to", type=int, help="Năm cuối, nếu sổ dùng nhiều năm.")
@click.option("--volume", default=1, show_default=True, help="Quyển số.")
@click.option("--unit", "unit_code", default="09508", show_default=True, help="Mã xã giữ sổ.")
@click.option(
    "--abroad",
    type=click.IntRange(1),
    multiple=True,
    help="Trường hợp thứ mấy là việc đã đăng ký ở nước ngoài (trừ khai sinh); nhiều lần được.",
)
@click.option("--rows", default=8, show_default=True, help="Số dòng một trang (layout rows).")
@click.option(
    "--troubles",
    default=0.0,
    show_default=True,
    help="Tỷ lệ trường hợp có chỗ khó như sổ thật, từ 0 đến 1.",
)
@click.option("--dpi", default=300, show_default=True, help="Độ phân giải ảnh quét.")
@click.option("--workers", type=click.IntRange(1), help="Số tiến trình vẽ cùng lúc.")
@click.option(
    "--out",
    "out_dir",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Thư mục nhận ảnh và truth.json.",
)
@json_option
def book(
    out_dir: Path,
    type_name: str,
    year: int | None,
    abroad: tuple[int, ...],
    workers: int | None,
    as_json: bool,
    **wanted: Any,
) -> int:
    """Vẽ một quyển sổ mẫu: ảnh từng trang và truth.json ghi đúng mọi giá trị trên trang."""
    from sohotich.domain.record_types import RECORD_TYPES, record_type

    try:
        code = record_type(type_name).code
    except KeyError:
        names = ", ".join(kind.file_name for kind in RECORD_TYPES)
        refuse(f"--type {type_name}: không có loại sổ này; chọn một trong {names}.")
    from sohotich.sample.world import BookOptions, WorldError, write_book

    wanted |= {
        "type_code": code,
        "year": year or FIRST_YEARS.get(code, USUAL_YEAR),
        "placed": tuple((position - 1, "abroad") for position in abroad),
    }

    try:
        with progress_bar("Vẽ trang") as progress:
            truth = write_book(
                BookOptions(**wanted),
                out_dir,
                workers=workers or os.cpu_count() or 1,
                progress=lambda done, total: progress(done, total, ""),
            )
    except WorldError as error:
        refuse(str(error))
    except OSError as error:
        refuse(f"Không ghi được vào {out_dir}: {error.strerror or error}.")
    emit({**truth, "out": str(out_dir)}, as_json, lambda: _told(truth, out_dir))
    return 0


@command.command("training")
@click.option(
    "--out",
    "out_dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Thư mục nhận ảnh và course.json.  [default: trong gói, chỗ của phần học]",
)
@json_option
def training(out_dir: Path | None, as_json: bool) -> int:
    """Vẽ lại các trang của phần học nhập liệu và đáp án của chúng."""
    from sohotich.sample.training import COURSE, course_write

    target = out_dir or COURSE
    try:
        files = course_write(target)
    except OSError as error:
        refuse(f"Không ghi được vào {target}: {error.strerror or error}.")
    made = {"files": [file.name for file in files], "bytes": sum(f.stat().st_size for f in files)}
    told = f"Đã vẽ {len(files) - 1} trang vào {target}."
    emit({**made, "out": str(target)}, as_json, lambda: told)
    return 0


def _told(truth: dict[str, Any], out_dir: Path) -> str:
    made = truth["book"]
    return f"Đã vẽ {made['entries']} trường hợp trên {made['pages']} trang vào {out_dir}."


command.add_command(campaign)
