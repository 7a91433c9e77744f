"""What stands on a pay sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

TITLE: Final = "BẢNG THANH TOÁN TIỀN TẠO LẬP THÔNG TIN ĐIỆN TỬ"
SIGNERS: Final = ("NGƯỜI LẬP", "KẾ TOÁN", "THỦ TRƯỞNG ĐƠN VỊ")
SIGN_HERE: Final = "(Ký, ghi rõ họ tên)"


@dataclass(frozen=True)
class Piece:
    """Work of one kind; `amount` is `quantity` × `price`, rounded to whole đồng, half upwards."""

    words: str
    quantity: int
    price: Decimal
    amount: int


@dataclass(frozen=True)
class PaidPerson:
    """`rule` says in words how the person is paid; `fields`: how many are."""

    name: str
    rule: str
    fields: int
    pieces: tuple[Piece, ...]

    @property
    def amount(self) -> int:
        return sum(piece.amount for piece in self.pieces)


@dataclass(frozen=True)
class PayPaper:
    """`state` stands under the title ("BẢN THẢO", or nothing); `notes` below the table; `sha256`
    is "" for a draft. `signers` are the names under the three blocks, "" to be written.
    """

    agency: str
    number: int
    place: str
    day: date
    subtitle: str
    state: str
    people: tuple[PaidPerson, ...]
    in_words: str
    notes: tuple[str, ...]
    signers: tuple[str, str, str]
    sha256: str = ""

    @property
    def amount(self) -> int:
        return sum(person.amount for person in self.people)

    @property
    def fields(self) -> int:
        return sum(person.fields for person in self.people)
