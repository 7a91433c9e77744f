"""What the province decides: the list, one policy with its history, a new value."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from sohotich.domain.policies import TICKED, Kind, Policy, PolicyError, PolicyValue, validate
from sohotich.domain.second_key import Table
from sohotich.foundation.administration.forms import PolicyForm
from sohotich.foundation.administration.second_key_preview import (
    ASKED,
    BEGIN_WITH,
    begins_with,
    decision_lines,
    preview,
)
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.pages.lists import Chip, Column, ListDefinition, list_response
from sohotich.foundation.pages.numbers import day, grouped
from sohotich.foundation.people.permissions import ActorRequest, Forbidden, requires
from sohotich.foundation.policies.selectors import PolicyRow, policies
from sohotich.foundation.policies.services import set_value


def value_words(policy: Policy, value: PolicyValue) -> str:
    """A policy's value as people read it."""
    if isinstance(value, str) and value in policy.choices:
        return policy.choices[value]
    if policy.kind is Kind.TICKS and isinstance(value, dict):
        ticked = [words for code, words in policy.choices.items() if value.get(code) == TICKED]
        return ", ".join(ticked) or "không vai trò nào"
    if policy.kind is Kind.DECISIONS and isinstance(value, str):
        return f"{len(Table.parse(value).rows)} hàng"
    if policy.unit == "năm" and isinstance(value, int):
        return str(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return f"{len(value)} dòng" if isinstance(value, dict) else str(value)
    return grouped(value) if isinstance(value, int) else str(value).replace(".", ",")


def _since(row: PolicyRow) -> str:
    return f"từ {day(row.history[0].from_date)}" if row.history else "mặc định"


_LIST = ListDefinition(
    title="Quy định của tỉnh",
    file_name="quy-dinh",
    search_words="Lọc quy định",
    columns=(
        Column(
            "ten",
            "Quy định",
            lambda row: row.policy.title,
            link=lambda row: reverse("administration:policy", args=[row.policy.name]),
            sort=True,
        ),
        Column("gia-tri", "Giá trị", lambda row: value_words(row.policy, row.value), kind="strong"),
        Column("don-vi", "Đơn vị tính", lambda row: row.policy.unit),
        Column("ap-dung", "Áp dụng", _since, sort=True),
    ),
    chips=(Chip("da-doi", "Đã quyết định khác", lambda rows: [r for r in rows if r.history]),),
)


@requires("policy.view")
def policies_list(request: ActorRequest) -> HttpResponse:
    return list_response(request, "administration/policies.html", policies(), _LIST)


@requires("policy.view")
def policy(request: ActorRequest, name: str) -> HttpResponse:
    row = next((row for row in policies() if row.policy.name == name), None)
    if row is None:
        raise Http404(name)
    may_set = request.actor.can_somewhere("policy.set")
    if request.method == "POST" and not may_set:
        raise Forbidden
    if ASKED in request.POST:
        return _tried(request, row)
    begun = begins_with(name, request.GET.get(BEGIN_WITH))
    form = PolicyForm(row.policy, begun or row.value, request.POST or None) if may_set else None
    if form is not None and form.is_valid() and _decided(request, name, form):
        messages.success(request, "Đã ghi quyết định.")
        return redirect("administration:policy", name=name)
    return render(request, "administration/policy.html", _context(row, form, preview(name, begun)))


def _tried(request: ActorRequest, row: PolicyRow) -> HttpResponse:
    """The page again with what was typed and its figures; nothing is decided."""
    form = PolicyForm(row.policy, request.POST.get("value", ""))
    form.initial.update({key: request.POST.get(key, "") for key in ("from_date", "reason")})
    refused, text = "", None
    try:
        text = str(validate(row.policy.name, request.POST.get("value", "")))
    except PolicyError as error:
        refused = str(error)
    shown = preview(row.policy.name, text)
    context = {**_context(row, form, shown), "refused": refused}
    return render(request, "administration/policy.html", context, status=422 if refused else 200)


def _decided(request: ActorRequest, name: str, form: PolicyForm) -> bool:
    try:
        set_value(
            actor=request.actor,
            name=name,
            value=form.cleaned_data["value"],
            from_date=form.cleaned_data["from_date"],
            reason=form.cleaned_data["reason"],
        )
    except UserError as error:
        form.add_error(None, str(error))
        return False
    return True


def _lines(row: PolicyRow) -> list[tuple[str, str]]:
    if row.policy.kind is not Kind.TABLE or not isinstance(row.value, dict):
        return []
    return list(row.value.items())


def _context(
    row: PolicyRow, form: PolicyForm | None, shown: dict[str, Any] | None
) -> dict[str, Any]:
    history = [(decision, value_words(row.policy, decision.value)) for decision in row.history]
    return {
        "row": row,
        "words": value_words(row.policy, row.value),
        "default": value_words(row.policy, row.policy.default),
        "table": _lines(row),
        "history": history,
        "form": form,
        "preview": shown,
        "decisions": decision_lines(str(row.value)) if row.policy.kind is Kind.DECISIONS else None,
        "try_name": ASKED if shown else "",
    }
