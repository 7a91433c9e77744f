"""One pay sheet: people, doubts, files; rules, settling, finalizing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.pages.download import download
from sohotich.foundation.pages.lists import list_response
from sohotich.foundation.pages.numbers import grouped
from sohotich.foundation.pages.traced_list import trace_list
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.foundation.people.units import unit_names
from sohotich.oversight.pay import closing, sheets
from sohotich.oversight.pay.content import UNPAID, content_of
from sohotich.oversight.pay.documents import WRITERS, paper_of
from sohotich.oversight.pay.doubting import doubt_words
from sohotich.oversight.pay.forms import ReplaceForm, RuleForm, SettleForm
from sohotich.oversight.pay.listing import reading_list
from sohotich.oversight.pay.models import PayDoubt, PaySheet
from sohotich.oversight.pay.norms import Rule
from sohotich.oversight.pay.selectors import sheet_seen
from sohotich.oversight.pay.terms import middle_confirmed
from sohotich.register.records.models import Reading


@requires("pay.view")
@require_GET
def sheet(request: ActorRequest, key: UUID) -> HttpResponse:
    """The sheet with its people and doubts; what may be done follows from state and rights."""
    return _page(request, _seen(request, key))


def _page(
    request: ActorRequest,
    found: PaySheet,
    wrong: tuple[str, Any] | None = None,
) -> HttpResponse:
    """`wrong`: the prefix of a form that was not accepted, and the form."""
    actor, unit, draft = request.actor, found.unit_code, found.state == "draft"
    content = found.content or content_of(found, middle_confirmed())
    trace_list(
        request, action="pay.read", subject="pay_sheet", purpose="xem bảng thanh toán",
        found=len(content["people"]), unit=unit, key=found.key,
    )  # fmt: skip
    context = {
        "sheet": found,
        "unit_name": unit_names([unit]).get(unit, unit),
        "content": content,
        "people": [_person(one) for one in content["people"]],
        "doubts": [_doubt(one, found, request, wrong) for one in found.doubts.all()],
        "draft": draft,
        "lacking": closing.lacking(found) if draft else [],
        "prepares": draft and actor.can("pay.prepare", unit),
        "finalizes": draft and actor.can("pay.finalize", unit),
        "replaces": found.state == "final" and actor.can("pay.prepare", unit),
        "rule_form": wrong[1] if wrong and wrong[0] == "rule" else RuleForm(),
        "replace_form": wrong[1] if wrong and wrong[0] == "replace" else ReplaceForm(),
        "groups": [found.content_sha256[i : i + 8] for i in range(0, 64, 8)],
        "formats": list(WRITERS),
        "replaced_by": found.replacements.filter(state="final").first(),
    }
    return render(request, "pay/sheet.html", context)


def _person(one: dict[str, Any]) -> dict[str, Any]:
    """A person of the content as the page shows one."""
    items = [{**item, "price_words": item["price"].replace(".", ",")} for item in one["items"]]
    reasons = [f"{UNPAID[name]}: {grouped(count)} trường" for name, count in one["unpaid"].items()]
    return {**one, "items_list": items, "reasons": reasons}


def _doubt(
    one: PayDoubt, found: PaySheet, request: ActorRequest, wrong: tuple[str, Any] | None
) -> dict[str, Any]:
    prefix = one.key.hex[-8:]
    may = (
        found.state == "draft"
        and request.actor.can("pay.settle", found.unit_code)
        and one.person != request.actor.key
    )
    form: Any = SettleForm(prefix=prefix, initial={"cut": one.cut or 0, "reason": one.reason})
    if wrong and wrong[0] == prefix:
        form = wrong[1]
    return {"row": one, "words": doubt_words(one.kind, one.facts), "may": may, "form": form}


@requires("pay.view")
@require_GET
def file(request: ActorRequest, key: UUID, ending: str) -> HttpResponse:
    """The sheet as XLSX or PDF; a draft says that it is one."""
    found = _seen(request, key)
    if ending not in WRITERS:
        raise Http404
    media_type, write = WRITERS[ending]
    content = found.content or content_of(found, middle_confirmed())
    paper = paper_of(content, found.content_sha256, state=found.state, day=campaign_today())
    sheets.trace(request.actor, "pay.export", found, format=ending)
    name = f"bang-thanh-toan-{found.unit_code}-{found.number:02d}.{ending}"
    return download(write(paper), media_type, name)


@requires("pay.view")
@require_GET
def doubt(request: ActorRequest, key: UUID) -> HttpResponse:
    """The readings behind a doubt, each with the way to its registration."""
    found = PayDoubt.objects.select_related("sheet").filter(key=key).first()
    if found is None or not request.actor.can("pay.view", found.unit_code):
        raise Http404
    rows = Reading.objects.filter(key__in=found.readings).select_related("entry", "book")
    context = {"doubt": found, "words": doubt_words(found.kind, found.facts)}
    trace_list(
        request, action="pay.read", subject="pay_doubt", purpose="xem nghi vấn",
        found=len(found.readings), unit=found.unit_code, key=found.key,
    )  # fmt: skip
    ordered = rows.order_by("completed_at", "key")
    return list_response(request, "pay/doubt.html", ordered, reading_list(found), context)


@require_POST
@requires("pay.prepare")
def recount(request: ActorRequest, key: UUID) -> HttpResponse:
    """Reckon a draft anew."""
    _seen(request, key)
    return _done(request, key, lambda: sheets.sheet_recount(actor=request.actor, key=key),
                 "Đã tính lại.")  # fmt: skip


@require_POST
@requires("pay.prepare")
def drop(request: ActorRequest, key: UUID) -> HttpResponse:
    """Take a draft away."""
    unit = _seen(request, key).unit_code
    try:
        sheets.sheet_drop(actor=request.actor, key=key)
    except UserError as error:
        messages.error(request, str(error))
        return redirect("pay:sheet", key)
    messages.success(request, "Đã bỏ bản thảo.")
    return redirect("pay:unit", unit)


@require_POST
@requires("pay.prepare")
def rule(request: ActorRequest, key: UUID, person: UUID) -> HttpResponse:
    """Say by which rule somebody is paid."""
    found, form = _seen(request, key), RuleForm(request.POST)
    if not form.is_valid():
        return _page(request, found, ("rule", form))
    said = form.cleaned_data
    return _done(
        request,
        key,
        lambda: sheets.rule_set(
            actor=request.actor,
            key=key,
            person=person,
            rule=Rule(said["rule"]),
            reason=said["reason"],
        ),
        "Đã đổi cách tính và tính lại.",
    )


@require_POST
@requires("pay.settle")
def settle(request: ActorRequest, key: UUID) -> HttpResponse:
    """Accept a doubt or cut."""
    row = PayDoubt.objects.filter(key=key).first()
    if row is None:
        raise Http404
    found = _seen(request, row.sheet_id)
    prefix = key.hex[-8:]
    form = SettleForm(request.POST, prefix=prefix)
    if not form.is_valid():
        return _page(request, found, (prefix, form))
    said = form.cleaned_data
    return _done(
        request,
        found.key,
        lambda: closing.doubt_settle(
            actor=request.actor, key=key, cut=said["cut"], reason=said["reason"]
        ),
        "Đã ghi cách giải quyết.",
    )


@require_POST
@requires("pay.finalize")
def finalize(request: ActorRequest, key: UUID) -> HttpResponse:
    """Make a draft final."""
    _seen(request, key)
    return _done(request, key, lambda: closing.sheet_finalize(actor=request.actor, key=key),
                 "Đã chốt bảng thanh toán. In để ký và đóng dấu.")  # fmt: skip


@require_POST
@requires("pay.prepare")
def replace(request: ActorRequest, key: UUID) -> HttpResponse:
    """Prepare a sheet that takes this one's place."""
    found, form = _seen(request, key), ReplaceForm(request.POST)
    if not form.is_valid():
        return _page(request, found, ("replace", form))
    try:
        made = sheets.sheet_replace(
            actor=request.actor, sheet=found, reason=form.cleaned_data["reason"]
        )
    except UserError as error:
        messages.error(request, str(error))
        return redirect("pay:sheet", key)
    messages.success(request, f"Đã lập bản thảo thay bảng số {found.number}.")
    return redirect("pay:sheet", made.key)


def _done(request: ActorRequest, key: UUID, act: Any, words: str) -> HttpResponse:
    try:
        act()
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, words)
    return redirect("pay:sheet", key)


def _seen(request: ActorRequest, key: UUID) -> PaySheet:
    found = sheet_seen(request.actor, key)
    if found is None:
        raise Http404
    return found
