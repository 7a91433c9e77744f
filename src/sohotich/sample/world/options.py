"""What somebody may ask of the register maker: one frozen, picklable value per book."""

from __future__ import annotations

from dataclasses import dataclass

from sohotich.domain.record_types import RECORD_TYPES

BIRTHS = "KS"
ABROAD = "abroad"  # a kind of `placed`
LAYOUTS = ("one", "two", "rows", "spread")
# How books of the other types are laid out.
PLAIN_LAYOUTS = ("one", "two")
EARLIEST, LATEST = 1976, 2018
MAX_ENTRIES = 2000


class WorldError(ValueError):
    """The book asked for cannot be made; the message is Vietnamese and names the option."""


@dataclass(frozen=True, slots=True)
class BookOptions:
    """A book to invent and draw: births, or another type by its code (layouts `one` and `two`).

    The same options always give the same people and the same pixels. Books of one seed and one
    commune share their families: a child of 1998 and its sister of 2000 have the same parents.
    `rows` counts the registrations on a page of layout `rows` (A4 up to 4, A3 above).
    `troubles` is the share of entries that carry one trouble of real books (0 none, 1 all);
    `year_total` is how many the whole first year registered, when further volumes go on with it;
    `placed` adds troubles at chosen entries: (position from 0, kind), and for the other types
    `abroad`: registered in another state first;
    `dpi` is that of a scan, and scales the 12 megapixels of a photograph.
    """

    seed: int = 1
    entries: int = 20
    layout: str = "one"
    photo: bool = False
    year: int = 1998
    year_to: int | None = None
    volume: int = 1
    unit_code: str = "09508"
    first_number: int = 1
    year_total: int | None = None
    first_page: int = 1
    rows: int = 8
    troubles: float = 0.0
    placed: tuple[tuple[int, str], ...] = ()
    dpi: int = 300
    type_code: str = BIRTHS

    def __post_init__(self) -> None:
        for wrong, message in self._doubts():
            if wrong:
                raise WorldError(message)

    def _doubts(self) -> tuple[tuple[bool, str], ...]:
        return (
            (
                self.type_code not in {kind.code for kind in RECORD_TYPES},
                f"Chưa có sổ mẫu cho loại “{self.type_code}”.",
            ),
            (
                self.layout in LAYOUTS and self.layout not in self._layouts,
                f"Sổ loại {self.type_code} chỉ vẽ được theo {' hoặc '.join(PLAIN_LAYOUTS)}.",
            ),
            (
                self.layout not in LAYOUTS,
                f"Cách xếp trang “{self.layout}” chưa có; chọn một trong {', '.join(LAYOUTS)}.",
            ),
            (
                not 1 <= self.entries <= MAX_ENTRIES,
                f"Số trường hợp phải từ 1 đến {MAX_ENTRIES}, không phải {self.entries}.",
            ),
            (
                not EARLIEST <= self.year <= self.last_year <= LATEST,
                f"Năm của sổ phải nằm trong {EARLIEST}–{LATEST}, không phải {self.year_text}.",
            ),
            (self.last_year - self.year > 9, "Một quyển sổ mẫu kéo dài nhiều nhất 10 năm."),
            (not 1 <= self.volume <= 99, f"Quyển số phải từ 1 đến 99, không phải {self.volume}."),
            (
                not 2 <= self.rows <= 12,
                f"Số dòng một trang phải từ 2 đến 12, không phải {self.rows}.",
            ),
            (not 0 <= self.troubles <= 1, "Tỷ lệ chỗ khó phải từ 0 đến 1."),
            (
                not 72 <= self.dpi <= 600,
                f"Độ phân giải phải từ 72 đến 600 dpi, không phải {self.dpi}.",
            ),
            (
                bool(self._abroad) and not self._takes_abroad,
                "Sổ mẫu loại này không có trường hợp đã đăng ký ở nước ngoài.",
            ),
            (
                any(not 0 <= at < self.entries for at in self._abroad),
                f"Trường hợp ở nước ngoài phải từ 1 đến {self.entries}.",
            ),
            (min(self.first_number, self.first_page) < 1, "Số đầu và trang đầu phải từ 1 trở lên."),
        )

    @property
    def _abroad(self) -> list[int]:
        return [position for position, kind in self.placed if kind == ABROAD]

    @property
    def _takes_abroad(self) -> bool:
        taking = {kind.code for kind in RECORD_TYPES if kind.abroad is not None}
        return self.type_code in taking - {BIRTHS}

    @property
    def _layouts(self) -> tuple[str, ...]:
        return LAYOUTS if self.type_code == BIRTHS else PLAIN_LAYOUTS

    @property
    def last_year(self) -> int:
        return self.year if self.year_to is None else self.year_to

    @property
    def year_text(self) -> str:
        """`1998`, or `1998-2000` for a book of several years."""
        return str(self.year) if self.last_year == self.year else f"{self.year}-{self.last_year}"

    @property
    def era(self) -> str:
        """The family of forms in use in the book's first year: E3, E4, E6 (with E5), E7."""
        return next(era for era, until in _ERAS if self.year <= until)


# The first quarter of 2006 still used E4; a book of 2006 is drawn on the newer form all the same.
_ERAS = (("E3", 1998), ("E4", 2005), ("E6", 2015), ("E7", 9999))
