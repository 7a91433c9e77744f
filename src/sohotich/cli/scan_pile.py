"""`sohotich scan pile` and `scan watch`: scans for whichever books their QR sheets name."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from sohotich.cli.attach import attached, database_options
from sohotich.cli.output import emit, exit_for, json_option, say
from sohotich.cli.progress import progress_bar

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(
    "pile",
    help="Nhận mọi ảnh trong FOLDER thành một chồng, đọc mã QR của các tờ bìa, đưa từng trang vào "
    "sổ của nó. Ảnh chưa rõ sổ để lại trên màn hình Quét cho người chọn. Mã thoát 1 khi còn ảnh "
    "như vậy hoặc có tệp bị từ chối.",
)
@click.argument("folder", metavar="FOLDER", type=_FOLDER)
@click.option("--unit", help="Mã xã của chồng ảnh; bỏ qua khi người dùng chỉ thuộc một xã.")
@database_options
@json_option
def pile(folder: Path, unit: str | None, home: Path | None, user: str | None, as_json: bool) -> int:
    with attached(home, user) as actor:
        from sohotich.pipeline.scanning.piles import pile_folder_receive, pile_open

        made = pile_open(actor=actor, unit=unit or _only_unit(actor))
        with progress_bar("Nhận ảnh") as progress:
            count, refused = pile_folder_receive(
                actor=actor, pile=made, folder=folder, progress=progress
            )
        result = _handed_on(actor, made, refused) | {"sheets": count}
    emit(result, as_json, lambda: _words(result))
    return exit_for(result["findings"])


@click.command(
    "watch",
    help="Canh FOLDER nơi máy quét ghi ảnh: tệp ghi xong được nhận rồi dời sang da-nhan/, tệp "
    "không nhận được dời sang khong-nhan/ kèm lý do. Có --book thì mọi ảnh vào sổ ấy; không có thì "
    "theo tờ bìa QR, mỗi lần máy quét nghỉ là một chồng. Chạy đến khi bấm Ctrl+C.",
)
@click.argument("folder", metavar="FOLDER", type=_FOLDER)
@click.option("--book", help="Nhãn sổ nhận mọi ảnh.")
@click.option("--unit", help="Mã xã của các chồng ảnh; bỏ qua khi người dùng chỉ thuộc một xã.")
@click.option(
    "--every",
    type=click.FloatRange(0.1, 3600),
    default=3.0,
    show_default=True,
    help="Số giây giữa hai lần xem; tệp đứng yên ngần ấy giây là ghi xong.",
)
@click.option("--once", is_flag=True, help="Nhận những gì đang có rồi thoát.")
@database_options
def watch(
    folder: Path,
    book: str | None,
    unit: str | None,
    every: float,
    once: bool,
    home: Path | None,
    user: str | None,
) -> int:
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    with attached(home, user) as actor:
        from sohotich.pipeline.scanning.watching import Watch

        desk = _book_desk(actor, book) if book else _PileDesk(actor, unit or _only_unit(actor))
        seen = Watch(folder, rest_seconds=every)
        say(f"Đang canh {folder}.")
        while True:
            received, refused = seen.look(desk.take)
            for file in received:
                say(f"{file.name}: {_file_words(file.pages, file.same_as)}")
            for failed in refused:
                say(f"{failed.name}: {failed.message}")
            if not received and not seen.growing:
                desk.rested(say)
                if once:
                    return 0
            if stop.wait(every):
                desk.rested(say)
                return 0


class _PileDesk:
    """Gathers what comes until the scanner rests, then hands it on."""

    def __init__(self, actor: Any, unit: str) -> None:
        self.actor, self.unit = actor, unit
        self.pile: Any = None

    def take(self, name: str, path: Path) -> Any:
        from sohotich.pipeline.scanning.piles import pile_open, pile_receive

        self.pile = self.pile or pile_open(actor=self.actor, unit=self.unit)
        with path.open("rb") as stream:
            return pile_receive(actor=self.actor, pile=self.pile, name=name, stream=stream)

    def rested(self, tell: Callable[[str], None]) -> None:
        if self.pile is None:
            return
        tell(_words(_handed_on(self.actor, self.pile, [])))
        self.pile = None


class _BookDesk:
    """Puts all that comes into one book."""

    def __init__(self, actor: Any, book: Any) -> None:
        self.actor, self.book, self.came = actor, book, False

    def take(self, name: str, path: Path) -> Any:
        from sohotich.pipeline.scanning.receive import image_receive

        with path.open("rb") as stream:
            received = image_receive(
                actor=self.actor, book=self.book, name=name, stream=stream, batch="watch"
            )
        self.came = self.came or received.pages > 0
        return received

    def rested(self, tell: Callable[[str], None]) -> None:
        from sohotich.pipeline.scanning.services import process_start

        if self.came:
            process_start(actor=self.actor, book=self.book)
            tell(f"Sổ {self.book.label}: đã giao việc xử lý ảnh mới.")
        self.came = False


def _book_desk(actor: Any, reference: str) -> _BookDesk:
    from sohotich.register.books.selectors import book_for

    return _BookDesk(actor, book_for(actor=actor, reference=reference, permission="scan.upload"))


def _only_unit(actor: Any) -> str:
    from sohotich.foundation.database.errors import UserError

    units = actor.units("scan.upload")
    if units is None or len(units) != 1:
        raise UserError("Chưa nói chồng ảnh của xã nào.", mend="Thêm --unit MÃ_XÃ.")
    return str(next(iter(units)))


def _handed_on(actor: Any, made: Any, refused: list[tuple[str, str]]) -> dict[str, Any]:
    from sohotich.pipeline.scanning.piles import deliveries, pile_deliver, pile_read

    with progress_bar("Đọc mã") as progress:
        pile_read(actor=actor, pile=made, progress=progress)
    books = pile_deliver(actor=actor, pile=made)
    findings = [{"file": name, "severity": "error", "message": why} for name, why in refused]
    findings += [
        {
            "file": one.run.sheets[0].name,
            "severity": "error",
            "message": f"{one.why} ({len(one.run.sheets)} ảnh từ đây cần chọn sổ.)",
        }
        for one in deliveries(actor=actor, pile=made)
        if one.book is None
    ]
    return {
        "pile": str(made.key),
        "books": {book.label: count for book, count in books.items()},
        "findings": findings,
    }


def _words(result: dict[str, Any]) -> str:
    lines = [f"{one['file']}: {one['message']}" for one in result["findings"]]
    lines += [f"Sổ {label}: nhận {count} trang." for label, count in result["books"].items()]
    return "\n".join(lines or ["Không có ảnh nào mới."])


def _file_words(pages: int, same_as: str) -> str:
    if pages:
        return f"nhận {pages} trang"
    return f"đã có ({same_as})" if same_as else "đã có"
