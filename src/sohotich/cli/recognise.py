"""`sohotich recognise check`: which readers this machine has, and how well they read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from sohotich.cli.output import DONE, FOUND_ERRORS, emit, json_option

if TYPE_CHECKING:
    from sohotich.engines.recognition.readers import Server
    from sohotich.sample.reading_measured import Digits
    from sohotich.sample.reading_truth import Registration

KEY_VARIABLE = "SOHOTICH_RECOGNISER_KEY"


@click.group("recognise", help="Máy đọc chữ in, chữ số, chữ viết tay: có gì trên máy này.")
def command() -> None:
    pass


@command.command("check", help="Kể các máy đọc trên máy này; đo chúng trên trang giả định.")
@click.option(
    "--measure", type=click.IntRange(0, 500), default=0, show_default=True, metavar="N",
    help="Đo trên N trường hợp giả định (phông chữ, không phải chữ viết tay thật).",
)  # fmt: skip
@click.option("--server", metavar="URL", help="Thử thêm máy đọc ở địa chỉ này (đến hết /v1).")
@click.option("--model", default="default", show_default=True, help="Tên mô hình trên máy đọc.")
@json_option
def check(measure: int, server: str | None, model: str, as_json: bool) -> int:
    rows = [_print(), _digits(), *_readers(_server(server, model))]
    if measure:
        _measured(rows, measure, _server(server, model))
    emit({"readers": rows}, as_json, lambda: "\n".join(map(_line, rows)))
    broken = any(row["what"] == "handwriting" and row["problem"] for row in rows)
    return FOUND_ERRORS if broken else DONE


def _print() -> dict[str, Any]:
    from sohotich.engines.recognition import tesseract

    return _row("tesseract", "print", tesseract.absent_words())


def _digits() -> dict[str, Any]:
    from sohotich.engines.recognition import wheel

    return _row("rapidocr", "digits", wheel.absent_words())


def _readers(server: Server | None) -> list[dict[str, Any]]:
    from sohotich.engines.recognition.readers import known

    return [_row(one.name, "handwriting", one.problem) for one in known(server)]


def _row(name: str, what: str, problem: str) -> dict[str, Any]:
    return {"name": name, "what": what, "problem": problem, "measured": {}}


def _server(url: str | None, model: str) -> Server | None:
    """The server to try: whoever types its address has named its host."""
    from sohotich.engines.recognition.readers import Server

    if url is None:
        return None
    try:
        host = urlsplit(url).netloc
    except ValueError:
        host = ""
    return Server(url, model, (host,), os.environ.get(KEY_VARIABLE, ""))


def _measured(rows: list[dict[str, Any]], count: int, server: Server | None) -> None:
    """Fill in `measured` of every reader that can be asked; one that fails says why instead."""
    from sohotich.engines.recognition.readers import ReaderError, reader_called
    from sohotich.sample.reading_measured import measure_reader
    from sohotich.sample.reading_truth import judged

    pages = list(judged(count))
    for row in rows:
        if row["problem"]:
            continue
        if row["what"] != "handwriting":
            row["measured"] = _own(row["what"], pages)
            continue
        try:
            found = measure_reader(reader_called(row["name"], server), pages)
        except ReaderError as error:
            row["problem"] = str(error)
        else:
            row["measured"] = _figures(found, "seconds")


def _own(what: str, pages: list[Registration]) -> dict[str, Any]:
    from sohotich.engines.recognition.tesseract import PrintUnread
    from sohotich.sample.reading_measured import measure_digits, measure_numbers, measure_places

    if what == "digits":
        kinds = {str(kind): found for kind, found in measure_digits(pages).items()}
        found = {"head": measure_numbers(pages)} | kinds
        return {name: _figures(one, "cpu_seconds") for name, one in found.items()}
    try:
        places = measure_places(pages)
    except PrintUnread:
        return {}
    return {
        "fields": places.fields,
        "proposed": places.proposed,
        "good": places.good,
        "overlap": round(places.overlap, 3),
        "cpu_seconds": round(places.cpu_seconds, 3),
    }


def _figures(found: Digits, clock: str) -> dict[str, Any]:
    score = found.score
    return {
        "asked": score.asked,
        "answered": score.answered,
        "right": score.right,
        "calibration": score.calibration,
        clock: round(found.cpu_seconds, 4),
    }


_WHAT = {"print": "chữ in", "digits": "chữ số", "handwriting": "chữ viết tay"}


def _line(row: dict[str, Any]) -> str:
    state = f"không dùng được: {row['problem']}" if row["problem"] else "dùng được"
    lines = [f"{row['name']} ({_WHAT[row['what']]}): {state}"]
    measured = row["measured"]
    if "fields" in measured:
        lines.append(f"  đặt đúng {measured['good']}/{measured['fields']} ô theo nhãn in")
    flat = {"": measured} if "asked" in measured else measured
    for name, one in flat.items():
        if isinstance(one, dict):
            lines.append(f"  {name or 'mọi ô'}: đúng {one['right']}/{one['asked']}")
    return "\n".join(lines)
