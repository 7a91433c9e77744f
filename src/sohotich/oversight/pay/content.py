"""What a pay sheet says, as plain data: shown, printed, frozen with its SHA-256 when final."""

from __future__ import annotations

import hashlib
import json
from typing import Any
from uuid import UUID

from sohotich.domain.places import letter_place
from sohotich.domain.text.amounts import say_money
from sohotich.foundation.database.clock import shown
from sohotich.foundation.people.units import unit_names
from sohotich.oversight.pay.doubting import doubt_words
from sohotich.oversight.pay.models import PayDoubt, PayLine, PaySheet
from sohotich.oversight.pay.norms import Bracket, Rule, Terms, work_words
from sohotich.oversight.pay.terms import Confirmed, terms_of

RULES = {
    Rule.HIRED: "thuê ngoài, theo đơn giá",
    Rule.OFFICER: "công chức",
    Rule.UNPAID: "không nhận thù lao",
}
UNPAID = {
    "second": "lần nhập thứ hai (hiệu đính, đã tính trong giá của lần một)",
    "carried": "điền sẵn, không phải gõ",
    "completed": "máy điền giúp",
    "blank": "trống trong sổ hoặc không đọc được",
    "overtime": "công chức, trả theo chế độ làm thêm giờ",
    "volunteer": "không nhận thù lao",
}


def content_of(sheet: PaySheet, confirmed: Confirmed | None) -> dict[str, Any]:
    """Everything on the sheet's paper as JSON; amounts in whole đồng, prices as text."""
    terms = terms_of(sheet.terms, sheet.rates)
    doubts = list(sheet.doubts.all())
    cuts: dict[UUID, int] = {}
    for doubt in doubts:
        cuts[doubt.person] = cuts.get(doubt.person, 0) + (doubt.cut or 0)
    people = [_person(line, cuts.get(line.person, 0), terms) for line in sheet.lines.all()]
    amount = sum(person["amount"] for person in people)
    unit = unit_names([sheet.unit_code]).get(sheet.unit_code, sheet.unit_code)
    return {
        "unit": {"code": sheet.unit_code, "name": unit, "place": letter_place(unit)},
        "number": sheet.number,
        "from_day": sheet.from_day.isoformat(),
        "to_day": sheet.to_day.isoformat(),
        "ground": sheet.ground,
        "entries": sheet.entries,
        "rates": {b.value: terms.rates[b] for b in Bracket},
        "terms": sheet.terms,
        "middle": _confirmed(confirmed),
        "people": people,
        "doubts": [_doubt(doubt) for doubt in doubts],
        "amount": amount,
        "in_words": say_money(amount),
        "prepared_by": sheet.prepared_by_name,
        "final_by": sheet.final_by_name,
        "final_on": shown(sheet.final_at).date().isoformat() if sheet.final_at else "",
        "replaces": sheet.replaces.number if sheet.replaces else None,
        "reason": sheet.reason,
    }


def digest_of(content: dict[str, Any]) -> str:
    """SHA-256 of the content as JSON with sorted keys and no spaces, UTF-8."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _person(line: PayLine, cut: int, terms: Terms) -> dict[str, Any]:
    items = [{**item, "words": work_words(item["work"], terms)} for item in line.items]
    if cut:
        items.append(
            {
                "work": "cut",
                "quantity": 1,
                "price": str(-cut),
                "amount": -cut,
                "words": work_words("cut", terms),
            }
        )
    return {
        "key": str(line.person),
        "name": line.person_name,
        "rule": line.rule,
        "rule_words": RULES[Rule(line.rule)],
        "rule_reason": line.rule_reason,
        "items": items,
        "unpaid": line.unpaid,
        "told": line.told,
        "fields": line.fields,
        "amount": line.amount - cut,
    }


def _doubt(doubt: PayDoubt) -> dict[str, Any]:
    return {
        "name": doubt.person_name,
        "kind": doubt.kind,
        "kind_words": doubt.get_kind_display(),
        "words": doubt_words(doubt.kind, doubt.facts),
        "amount": doubt.amount,
        "cut": doubt.cut,
        "reason": doubt.reason,
        "by": doubt.settled_by_name,
    }


def _confirmed(confirmed: Confirmed | None) -> dict[str, Any] | None:
    if confirmed is None:
        return None
    return {
        "value": confirmed.value,
        "by": confirmed.by,
        "from_day": confirmed.from_day.isoformat(),
        "document": confirmed.document,
    }
