"""`sohotich scan`: page images into a book, and the work on them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from sohotich.cli.attach import attached, database_options
from sohotich.cli.output import emit, exit_for, json_option, refuse
from sohotich.cli.progress import progress_bar
from sohotich.cli.scan_pile import pile, watch


@click.group("scan", help="Ảnh quét của sổ: nhận vào, xử lý.")
def command() -> None:
    pass


@command.command(
    "import",
    help="Nhận mọi ảnh (JPEG, PNG, TIFF, HEIC, PDF) trong FOLDER vào sổ BOOK theo thứ tự tên. "
    "Ảnh đã có được báo, không nhận hai lần. Mã thoát 1 khi có tệp bị từ chối.",
)
@click.argument("book", metavar="BOOK")
@click.argument("folder", metavar="FOLDER", type=click.Path(file_okay=False, path_type=Path))
@database_options
@json_option
def import_(book: str, folder: Path, home: Path | None, user: str | None, as_json: bool) -> int:
    with attached(home, user) as actor:
        from sohotich.pipeline.scanning.receive import folder_receive
        from sohotich.register.books.selectors import book_for

        chosen = book_for(actor=actor, reference=book, permission="scan.upload")
        with progress_bar("Nhận ảnh") as progress:
            done = folder_receive(actor=actor, book=chosen, folder=folder, progress=progress)
    findings: list[dict[str, Any]] = [
        {"file": f.name, "severity": "error", "message": f.message} for f in done.refused
    ]
    findings += [
        {"file": f.name, "severity": "info", "message": f"Ảnh đã có trong sổ ({f.same_as})."}
        for f in done.repeats
    ]
    result = {
        "book": chosen.label,
        "files": len(done.received) + len(done.refused),
        "pages": done.pages,
        "repeats": len(done.repeats),
        "refused": len(done.refused),
        "findings": findings,
    }
    emit(result, as_json, lambda: _received(result))
    return exit_for(findings)


def _received(result: dict[str, Any]) -> str:
    lines = [f"{f['file']}: {f['message']}" for f in result["findings"]]
    lines.append(
        f"Sổ {result['book']}: {result['files']} tệp, nhận {result['pages']} trang mới, "
        f"{result['repeats']} tệp đã có, {result['refused']} tệp bị từ chối."
    )
    return "\n".join(lines)


@command.command(
    "process",
    help="Xử lý ảnh mới của sổ BOOK: tìm trang, đề nghị đường cắt và số; tạo PDF cho các trường "
    "hợp đã xác nhận. Dừng giữa chừng rồi chạy lại không mất, không thừa.",
)
@click.argument("book", metavar="BOOK")
@click.option("--workers", type=click.IntRange(1, 64), help="Số tiến trình; mặc định mọi lõi.")
@click.option(
    "--engine",
    type=click.Choice(["local", "spark"]),
    default="local",
    show_default=True,
    help="Nơi chạy: máy này, hoặc cụm Spark (cần cài thêm phần spark và Java).",
)
@click.option(
    "--storage",
    metavar="ADDRESS",
    default="",
    help="Với spark: kho tệp mọi máy của cụm cùng đọc, s3://kho/thư-mục hoặc một thư mục chung. "
    "Mặc định: thư mục tạm, khi cụm là chính máy này.",
)
@click.option(
    "--accept-certain",
    is_flag=True,
    help="Xác nhận luôn các trang không có điểm nghi ngờ, rồi tạo PDF của chúng.",
)
@database_options
@json_option
def process(
    book: str,
    workers: int | None,
    engine: str,
    storage: str,
    accept_certain: bool,
    home: Path | None,
    user: str | None,
    as_json: bool,
) -> int:
    with attached(home, user) as actor, _spread(engine, storage) as spread:
        result = _process(actor, book, workers, accept_certain, spread)
    findings = result["findings"]
    emit(result, as_json, lambda: _processed(result))
    return exit_for(findings)


@contextmanager
def _spread(engine: str, storage: str) -> Iterator[Any]:
    """What spreads the pages over processors; None: this machine's."""
    if engine == "local":
        if storage:
            refuse("--storage chỉ dùng với --engine spark.")
        yield None
        return
    from sohotich.foundation.jobs.spark import OnSpark
    from sohotich.pipeline.scanning.work_files import WORK_FILES

    with TemporaryDirectory(prefix="sohotich-spark-") as folder:
        yield OnSpark(storage or folder, WORK_FILES)


def _process(
    actor: Any, reference: str, workers: int | None, accept: bool, spread: Any
) -> dict[str, Any]:
    from sohotich.pipeline.scanning.processing import pages_process, pdfs_make
    from sohotich.pipeline.scanning.services import sheet_accept_certain
    from sohotich.pipeline.scanning.sheet import contact_sheet
    from sohotich.pipeline.scanning.twice import twice_find
    from sohotich.register.books.selectors import book_for

    book = book_for(actor=actor, reference=reference, permission="scan.upload")
    with progress_bar("Xử lý trang") as progress:
        pages = pages_process(
            actor=actor, book=book, workers=workers, progress=progress, spread=spread
        )
    twice_find(actor=actor, book=book)
    accepted = sheet_accept_certain(actor=actor, book=book) if accept else []
    with progress_bar("Tạo PDF") as progress:
        pdfs = pdfs_make(actor=actor, book=book, workers=workers, progress=progress, spread=spread)
    sheet = contact_sheet(actor=actor, book=book)
    findings = [
        {"page": name, "severity": "error", "message": message}
        for name, message in [*pages.problems, *pdfs.problems]
    ]
    findings += [
        {"page": page.page.name, "severity": "warning", "message": doubt}
        for page in sheet.pages
        for doubt in dict.fromkeys([*page.doubts, *(d for cut in page.cuts for d in cut.doubts)])
    ]
    return {
        "book": book.label,
        "processed": pages.done,
        "accepted": len(accepted),
        "pdfs": pdfs.done,
        "to_confirm": sheet.to_confirm,
        "doubtful": sheet.doubtful,
        "findings": findings,
    }


def _processed(result: dict[str, Any]) -> str:
    lines = [f"{f['page']}: {f['message']}" for f in result["findings"]]
    lines.append(
        f"Sổ {result['book']}: xử lý {result['processed']} trang, tạo {result['pdfs']} PDF; "
        f"còn {result['to_confirm']} trang chờ xác nhận, {result['doubtful']} trang có nghi ngờ."
    )
    return "\n".join(lines)


command.add_command(pile)
command.add_command(watch)
