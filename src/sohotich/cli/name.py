"""`sohotich name key`: the keys by which names are compared, searched and sorted."""

from __future__ import annotations

import click

from sohotich.cli.output import DONE, emit, json_option, refuse


@click.group("name", help="Họ tên: dạng chuẩn và các khóa so sánh, tìm kiếm, sắp xếp.")
def command() -> None:
    pass


@command.command(
    "key",
    help="In dạng NFC và ba khóa: khóa viết (không kể hoa thường, chỗ đặt dấu), "
    "khóa không dấu, khóa sắp xếp theo thứ tự tiếng Việt.",
)
@click.argument("text", metavar="CHỮ")
@json_option
def key(text: str, as_json: bool) -> int:
    from sohotich.domain.text import clean, nfc, sort_key, unmarked_key, written_key

    if not clean(text):
        refuse("CHỮ đang trống: nhập họ tên hoặc chữ cần lấy khóa.")
    result = {
        "nfc": nfc(text),
        "written_key": written_key(text),
        "unmarked_key": unmarked_key(text),
        "sort_key": sort_key(text),
    }
    emit(result, as_json, lambda: "\n".join(f"{name}: {value}" for name, value in result.items()))
    return DONE
