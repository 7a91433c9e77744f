"""A pay sheet as a file: from its content alone, so that a final one is the same for ever."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sohotich.domain.text.figures import grouped
from sohotich.engines.documents.payment import PaidPerson, PayPaper, Piece, pay_pdf, pay_xlsx
from sohotich.oversight.pay.norms import Bracket, bracket_names
from sohotich.oversight.pay.terms import terms_of

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WRITERS: Final = {"xlsx": (XLSX, pay_xlsx), "pdf": ("application/pdf", pay_pdf)}
_DRAFT: Final = "BẢN THẢO, CHƯA CÓ GIÁ TRỊ THANH TOÁN"
_SUPERSEDED: Final = "ĐÃ ĐƯỢC THAY, KHÔNG CÒN GIÁ TRỊ THANH TOÁN"


def paper_of(content: Mapping[str, Any], sha256: str, *, state: str, day: date) -> PayPaper:
    """The paper of a sheet's content; `state` as stored, `day` of a draft that has none yet."""
    first, last = (_day(content[name]) for name in ("from_day", "to_day"))
    final_on = content["final_on"]
    head = f"{content['unit']['name'][:1].lower()}{content['unit']['name'][1:]}"
    return PayPaper(
        agency=f"Ủy ban nhân dân {head}",
        number=content["number"],
        place=content["unit"]["place"],
        day=date.fromisoformat(final_on) if final_on else day,
        subtitle=f"Kỳ từ ngày {first} đến ngày {last}: {grouped(content['entries'])} trường hợp",
        state={"draft": _DRAFT, "superseded": _SUPERSEDED}.get(state, ""),
        people=tuple(_person(one) for one in content["people"]),
        in_words=content["in_words"],
        notes=tuple(_notes(content)),
        signers=(content["prepared_by"], "", content["final_by"]),
        sha256=sha256,
    )


def _person(one: Mapping[str, Any]) -> PaidPerson:
    pieces = tuple(
        Piece(item["words"], item["quantity"], Decimal(item["price"]), item["amount"])
        for item in one["items"]
    )
    return PaidPerson(one["name"], one["rule_words"], one["fields"], pieces)


def _notes(content: Mapping[str, Any]) -> list[str]:
    terms = terms_of(content["terms"], content["rates"])
    names = bracket_names(terms)
    rates = "; ".join(f"{names[b]}: {grouped(terms.rates[b])} đồng" for b in Bracket)
    notes = [
        "Căn cứ: Thông tư số 194/2012/TT-BTC; " + content["ground"] + ".",
        f"Đơn giá: {rates}. Giá đã gồm hiệu đính.",
    ]
    middle = content["middle"]
    if middle:
        notes.append(
            f"Mức tối đa của trường vừa {grouped(middle['value'])} đồng: {middle['by']} xác nhận"
            f" từ ngày {_day(middle['from_day'])} theo {middle['document']}."
        )
    if content["replaces"]:
        notes.append(f"Thay bảng số {content['replaces']}: {content['reason']}.")
    if content["doubts"]:
        cuts = [doubt["cut"] for doubt in content["doubts"] if doubt["cut"] is not None]
        count, left = grouped(len(cuts)), len(content["doubts"]) - len(cuts)
        waiting = f" Chưa giải quyết: {grouped(left)} nghi vấn." if left else ""
        notes.append(f"Nghi vấn đã xem: {count}; giảm trừ {grouped(sum(cuts))} đồng.{waiting}")
    return notes


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}"
