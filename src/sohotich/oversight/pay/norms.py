"""The law of pay for data entry: TT 194/2012/TT-BTC. Pure: counts and decided rates in, lines out.

Article 4 prices a field by its length and includes proofreading; its figures are ceilings, the head
sets the real rate under them (art. 4(7)). Hired people are paid by it; officials by overtime, or at
most half of the rate where nobody can be hired (art. 3). Money is whole đồng, rounded per line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

from sohotich.domain.text.figures import grouped
from sohotich.foundation.database.errors import UserError

LANGUAGE_LEAST: Final = 10
LANGUAGE_MOST: Final = 30
EXISTING_MOST: Final = 15
SCAN_MOST: Final = 30
IMAGE_MOST: Final = 30
OFFICERS_MOST: Final = 50


class Bracket(StrEnum):
    """Lengths of a field in characters (art. 4): up to 15, 16 to 50, more."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


class Rule(StrEnum):
    """How somebody is paid (art. 3)."""

    HIRED = "hired"
    OFFICER = "officer"
    UNPAID = "unpaid"


class Unpaid(StrEnum):
    """Why a field that was read is not paid by itself."""

    SECOND = "second"
    CARRIED = "carried"
    COMPLETED = "completed"
    BLANK = "blank"
    OVERTIME = "overtime"
    VOLUNTEER = "volunteer"


class RateRefused(UserError):
    """A rate the law does not allow."""


@dataclass(frozen=True)
class Terms:
    """What was decided, in đồng and whole percents.

    `second_percent`: the part of a field's one price that goes to the second reading, taken from
    the first. `blank`, `carried`, `completed`: whether fields marked blank, carried over and
    completed by the machine are paid. `abroad`: whether the fields of an event registered abroad
    count as foreign language. `officers_by_field`: officials get `officers_percent` of the rate, or
    overtime, which is not reckoned here. `image`: đồng for the picture of a registration, 0: none.
    """

    ceilings: Mapping[Bracket, int]
    rates: Mapping[Bracket, int]
    short_most: int = 15
    medium_most: int = 50
    factor: Decimal = Decimal(1)
    second_percent: int = 0
    import_percent: int = EXISTING_MOST
    language_percent: int = LANGUAGE_LEAST
    abroad: bool = False
    blank: bool = False
    carried: bool = False
    completed: bool = True
    officers_by_field: bool = False
    officers_percent: int = OFFICERS_MOST
    image: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Counted:
    """Fields of one person that are alike. `bracket` None: marked blank or unreadable."""

    bracket: Bracket | None
    slot: int
    aid: str
    abroad: bool
    fields: int
    characters: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """`price` may have parts of a đồng; `amount` is whole."""

    work: str
    quantity: int
    price: Decimal
    amount: int


@dataclass(frozen=True)
class Reckoned:
    """`unpaid` maps a reason (`Unpaid`) to how many fields it left out."""

    lines: tuple[Line, ...]
    unpaid: Mapping[str, int] = field(default_factory=dict)

    @property
    def amount(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def fields(self) -> int:
        return sum(line.quantity for line in self.lines if not line.work.startswith("image"))


def bracket_of(length: int, terms: Terms) -> Bracket:
    """The bracket of a field of `length` characters (NFC), art. 4."""
    if length <= terms.short_most:
        return Bracket.SHORT
    return Bracket.MEDIUM if length <= terms.medium_most else Bracket.LONG


def terms_checked(terms: Terms) -> Terms:
    """The same terms; RateRefused, saying which and how much, where they go beyond the law."""
    names = bracket_names(terms)
    before = 0
    for bracket in Bracket:
        rate, most = terms.rates[bracket], terms.ceilings[bracket]
        if rate > most:
            raise RateRefused(
                f"Đơn giá {grouped(rate)} đồng cao hơn mức tối đa {grouped(most)} đồng/trường.",
                where=names[bracket],
                mend="TT 194/2012 điều 4: mức thực tế không vượt mức tối đa. Giảm đơn giá.",
            )
        if rate < before:
            raise RateRefused(
                f"Đơn giá {grouped(rate)} đồng thấp hơn đơn giá của trường ngắn hơn.",
                where=names[bracket],
                mend="Trường dài hơn không được rẻ hơn.",
            )
        before = rate
    _within("Hệ số địa phương", terms.factor, Decimal(1), "TT 194/2012 điều 4")
    _within("Tạo từ dữ liệu điện tử có sẵn", terms.import_percent, EXISTING_MOST, "điều 4")
    _within("Tiếng nước ngoài, dân tộc", terms.language_percent, LANGUAGE_MOST, "điều 4")
    _within("Phần của công chức", terms.officers_percent, OFFICERS_MOST, "điều 3")
    return terms


def _within(name: str, value: Decimal | int, most: Decimal | int, article: str) -> None:
    if value > most:
        raise RateRefused(
            f"{value} cao hơn mức tối đa {most}.", where=name, mend=f"Xem TT 194/2012 {article}."
        )


def bracket_names(terms: Terms) -> dict[Bracket, str]:
    """`Trường đến 15 ký tự`, `Trường 16–50 ký tự`, `Trường trên 50 ký tự`."""
    return {
        Bracket.SHORT: f"Trường đến {terms.short_most} ký tự",
        Bracket.MEDIUM: f"Trường {terms.short_most + 1}–{terms.medium_most} ký tự",
        Bracket.LONG: f"Trường trên {terms.medium_most} ký tự",
    }


def price_of(
    bracket: Bracket,
    terms: Terms,
    *,
    second: bool = False,
    existing: bool = False,
    foreign: bool = False,
    rule: Rule = Rule.HIRED,
) -> Decimal:
    """Đồng for one field: the rate and what raises or lowers it."""
    price = terms.rates[bracket] * terms.factor
    price *= _percent(terms.second_percent if second else 100 - terms.second_percent)
    if existing:
        price *= _percent(terms.import_percent)
    if foreign:
        price *= _percent(100 + terms.language_percent)
    if rule is Rule.OFFICER:
        price *= _percent(terms.officers_percent)
    return price


def reckon(
    counted: Iterable[Counted], terms: Terms, rule: Rule = Rule.HIRED, images: int = 0
) -> Reckoned:
    """One person's lines, and what is not paid by itself with the reason; each field once."""
    quantities: dict[tuple[Bracket, bool, bool, bool], int] = defaultdict(int)
    unpaid: dict[str, int] = defaultdict(int)
    for one in counted:
        reason = _unpaid(one, terms, rule)
        if reason is not None:
            unpaid[reason.value] += one.fields
            continue
        foreign = one.abroad and terms.abroad
        kind = (one.bracket or Bracket.SHORT, one.slot == 2, one.aid == "imported", foreign)
        quantities[kind] += one.fields
    lines = [_line(kind, quantities[kind], terms, rule) for kind in sorted(quantities, key=_order)]
    if images and terms.image and rule is not Rule.UNPAID:
        lines += _image_lines(images, terms, rule)
    return Reckoned(tuple(lines), dict(unpaid))


def _unpaid(one: Counted, terms: Terms, rule: Rule) -> Unpaid | None:
    """Why these fields are not paid; None: they are."""
    if rule is Rule.UNPAID:
        return Unpaid.VOLUNTEER
    if rule is Rule.OFFICER and not terms.officers_by_field:
        return Unpaid.OVERTIME
    if one.aid == "carried" and not terms.carried:
        return Unpaid.CARRIED
    if one.bracket is None and not terms.blank:
        return Unpaid.BLANK
    if one.aid == "completed" and not terms.completed:
        return Unpaid.COMPLETED
    return Unpaid.SECOND if one.slot == 2 and not terms.second_percent else None


def _order(kind: tuple[Bracket, bool, bool, bool]) -> tuple[int, bool, bool, bool]:
    bracket, second, existing, foreign = kind
    return (list(Bracket).index(bracket), second, existing, foreign)


def _line(kind: tuple[Bracket, bool, bool, bool], quantity: int, terms: Terms, rule: Rule) -> Line:
    bracket, second, existing, foreign = kind
    price = price_of(bracket, terms, second=second, existing=existing, foreign=foreign, rule=rule)
    marks = (("second", second), ("existing", existing), ("foreign", foreign))
    work = "+".join([bracket.value, *(name for name, there in marks if there)])
    return Line(work, quantity, price, rounded(quantity * price))


def _image_lines(images: int, terms: Terms, rule: Rule) -> list[Line]:
    if rule is Rule.OFFICER and not terms.officers_by_field:
        return []
    price = terms.image * terms.factor
    if rule is Rule.OFFICER:
        price *= _percent(terms.officers_percent)
    return [Line("image", images, price, rounded(images * price))]


def image_price(web_page: int, percent: int) -> Decimal:
    """Đồng for one digitized picture: at most 30 % of the rate of a web page (art. 4)."""
    _within("Số hóa hình ảnh", percent, IMAGE_MOST, "điều 4")
    return web_page * _percent(percent)


def rounded(amount: Decimal) -> int:
    """Whole đồng, half a đồng upwards."""
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def work_words(work: str, terms: Terms) -> str:
    """`short+second` → `Trường đến 15 ký tự, lần nhập thứ hai`."""
    names = {
        **{bracket.value: words for bracket, words in bracket_names(terms).items()},
        "second": "lần nhập thứ hai",
        "existing": "từ dữ liệu điện tử có sẵn",
        "foreign": "chữ nước ngoài",
        "image": "Ảnh của trường hợp",
        "cut": "Giảm trừ sau khi giải quyết nghi vấn",
    }
    return ", ".join(names[part] for part in work.split("+"))


def _percent(value: int) -> Decimal:
    return Decimal(value) / 100
