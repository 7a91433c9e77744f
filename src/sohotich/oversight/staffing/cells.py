"""Reading a sheet cell by cell: what a cell means, or what is wrong with it and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from sohotich.domain.text import clean, unmarked_key
from sohotich.engines.workbook import Heading, TableRow, write_table
from sohotich.foundation.administration.lent_sheet import SheetFinding, typed_day


class CellReader:
    """Keeps what it found wrong in `findings`; each reading method tells at most one."""

    def __init__(self) -> None:
        self.findings: list[SheetFinding] = []

    def tell(self, row: TableRow, key: str, message: str) -> None:
        cell = row.cell(key) if key in row.letters else ""
        self.findings.append(SheetFinding(row.number, cell, message))

    def name(self, row: TableRow, key: str) -> str:
        """A person's name of at least two words."""
        name = self.text(row, key, 120)
        if len(name.split()) < 2:
            self.tell(row, key, "Họ và tên phải có ít nhất hai chữ.")
        return name

    def text(self, row: TableRow, key: str, most: int) -> str:
        """What stands there, shortened to nothing where it is too long."""
        text = clean(row.values.get(key, ""))
        if len(text) > most:
            self.tell(row, key, f"Dài {len(text)} ký tự, nhiều nhất là {most}.")
            return ""
        return text

    def choice(self, row: TableRow, key: str, title: str, known: Mapping[str, str]) -> str:
        """The code whose words (or another way to say them) stand there, with marks or none."""
        typed = clean(row.values.get(key, ""))
        code = known.get(unmarked_key(typed), "")
        if not code:
            what = f"Không có {title} “{typed}”." if typed else f"Thiếu {title}."
            self.tell(row, key, f"{what} Chọn: {choices_of(known)}.")
        return code

    def day(self, row: TableRow, key: str, *, required: bool = True) -> date | None:
        typed = clean(row.values.get(key, ""))
        if not typed and not required:
            return None
        day, problem = typed_day(typed)
        if problem:
            self.tell(row, key, problem)
        return day


class Words(dict[str, str]):
    """What may be typed, without marks → code; `shown`: how a message lists the choices."""

    shown: tuple[str, ...] = ()


def words_for(choices: Sequence[tuple[str, str]], other: Mapping[str, str] | None = None) -> Words:
    """From a list of (code, words), and other words for the same codes."""
    words = Words({unmarked_key(title): code for code, title in choices})
    words.update({code: code for code, _ in choices})
    words.update({unmarked_key(said): code for said, code in (other or {}).items()})
    words.shown = tuple(title for _, title in choices)
    return words


def choices_of(known: Mapping[str, str]) -> str:
    """`Sáng, Chiều, Tối`."""
    return ", ".join(known.shown if isinstance(known, Words) else known)


def template(headings: Sequence[Heading], example: Mapping[str, str], sheet: str) -> bytes:
    """The empty sheet with one line as an example."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "mau.xlsx"
        write_table(headings, [example], path, sheet=sheet)
        return path.read_bytes()
