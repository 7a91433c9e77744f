"""`sohotich filename`: the name of a registration's PDF, built and read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sohotich.cli.output import DONE, emit, json_option, refuse

if TYPE_CHECKING:
    from sohotich.domain.text import PartialDate


@click.group("filename", help="Tên tệp PDF của một trường hợp đăng ký: đặt tên và đọc tên.")
def command() -> None:
    pass


@command.command(
    "build",
    help="Đặt tên tệp PDF, ví dụ KS.1998.02.1998-05-07.041.pdf.",
)
@click.option("--type", "type_code", required=True, metavar="LOẠI", help="KS hoặc khai_sinh …")
@click.option("--year", type=int, required=True, metavar="NĂM", help="Năm mở sổ.")
@click.option("--year-to", type=int, metavar="NĂM", help="Năm cuối của sổ nhiều năm.")
@click.option("--volume", type=int, required=True, metavar="SỐ", help="Số quyển.")
@click.option("--twin", type=int, default=1, metavar="SỐ", help="2, 3 … khi trùng tên sổ.")
@click.option(
    "--date", metavar="NGÀY", help="Ngày đăng ký 1998-05-07; bỏ trống khi sổ không có ngày."
)
@click.option("--number", type=int, required=True, metavar="SỐ", help="Số đăng ký.")
@click.option("--suffix", default="", metavar="CHỮ", help="Phần sau số: bis, ter, a.")
@click.option(
    "--number-year", type=int, metavar="NĂM", help="Năm của số, khi khác năm của ngày đăng ký."
)
@click.option("--repeat", type=int, default=1, metavar="LẦN", help="2, 3 … khi sổ ghi trùng số.")
@json_option
def build(as_json: bool, **options: Any) -> int:
    from sohotich.domain.naming import BookName, NamingError, pdf_name

    try:
        book = BookName(
            _type_code(options["type_code"]),
            options["year"],
            options["year_to"],
            options["volume"],
            options["twin"],
        )
        name = pdf_name(
            book,
            _registration_date(options["date"]),
            options["number"],
            options["suffix"],
            year=options["number_year"],
            repeat=options["repeat"],
        )
    except NamingError as error:
        refuse(error.message)
    emit({"name": name}, as_json, lambda: name)
    return DONE


@command.command("parse", help="Đọc tên tệp PDF thành các phần.")
@click.argument("name", metavar="TÊN_TỆP")
@json_option
def parse(name: str, as_json: bool) -> int:
    from sohotich.domain.naming import NamingError, parse_pdf_name

    try:
        pdf = parse_pdf_name(name)
    except NamingError as error:
        refuse(error.message)
    result = {
        "type": pdf.book.type_code,
        "year": pdf.book.year_from,
        "year_to": pdf.book.year_to,
        "volume": pdf.book.volume,
        "twin": pdf.book.twin,
        "date": pdf.date.iso() if pdf.date else None,
        "number": pdf.number,
        "suffix": pdf.suffix,
        "number_year": pdf.year,
        "repeat": pdf.repeat,
    }
    emit(result, as_json, lambda: "\n".join(f"{part}: {value}" for part, value in result.items()))
    return DONE


def _type_code(text: str) -> str:
    """KS for KS and for khai_sinh."""
    if text.isupper():
        return text
    from sohotich.domain.record_types import register_type

    try:
        return register_type(text).code
    except KeyError:
        refuse(f"--type “{text}”: không có loại sổ này (ví dụ KS hoặc khai_sinh).")


def _registration_date(text: str | None) -> PartialDate | None:
    from sohotich.domain.text import DateError, parse_date

    if text is None:
        return None
    try:
        parsed = parse_date(text)
    except DateError as error:
        refuse(f"--date “{text}”: {error.message}")
    # A file name is no place for a guess such as the century of 7/5/98.
    if parsed.confidence < 0.9:
        refuse(f"--date “{text}”: ghi đủ bốn chữ số của năm, ví dụ 1998-05-07.")
    return parsed.date
