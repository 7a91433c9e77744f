"""`sohotich date`: a date as people write it → the ministry's form and words."""

from __future__ import annotations

import click

from sohotich.cli.output import DONE, emit, json_option, refuse


@click.command(
    "date",
    help="Đọc một ngày tháng viết theo mọi thói quen của sổ, bằng số hoặc bằng chữ: "
    "27/8/81, 27081981, 'tháng 8 năm 1981', 'ngày hai mươi bảy tháng tám năm …'.",
)
@click.argument("text", metavar="NGÀY")
@click.option(
    "--year-hint",
    type=click.IntRange(1850, 2100),
    metavar="NĂM",
    help="Năm của sổ hoặc năm đăng ký, để hiểu năm ghi hai chữ số hay không ghi năm.",
)
@json_option
def command(text: str, year_hint: int | None, as_json: bool) -> int:
    from sohotich.domain.text import DateError, parse_date

    try:
        parsed = parse_date(text, year_hint)
    except DateError as error:
        refuse(f"NGÀY “{text}”: {error.message}")
    result = {
        "value": parsed.value,
        "precision": parsed.precision,
        "words": parsed.words,
        "confidence": parsed.confidence,
    }
    emit(
        result,
        as_json,
        lambda: f"{parsed.value}\n{parsed.words}\nĐộ chắc chắn: {parsed.confidence:.0%}",
    )
    return DONE
