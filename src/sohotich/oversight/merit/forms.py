"""Publishing, drawing, deciding, speaking: the forms of the pages."""

from __future__ import annotations

from typing import Any

from django import forms

from sohotich.foundation.pages.day_field import DayField
from sohotich.oversight.merit.models import Choice, PurposeKind, SubjectKind
from sohotich.oversight.merit.opinions import LONGEST
from sohotich.oversight.merit.rules import Purpose, Subject

_COMMENT, _APPEAL = "comment", "appeal"


def _text(label: str, most: int, rows: int = 2) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows, "class": "form-control"}),
        error_messages={"required": "Ghi vào đây.", "max_length": f"Nhiều nhất {most} ký tự."},
    )


class PublishForm(forms.Form):
    applies_from = DayField(label="Áp dụng từ ngày")
    basis = _text("Căn cứ (số, ngày của văn bản)", 500)


class DrawForm(forms.Form):
    """`purposes`: those the person may draw."""

    purpose = forms.ChoiceField(
        label="Loại danh sách", widget=forms.Select(attrs={"class": "form-select"})
    )
    subject = forms.ChoiceField(
        label="Đối tượng",
        choices=SubjectKind.choices,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    first = DayField(label="Từ ngày")
    last = DayField(label="Đến hết ngày")

    def __init__(self, *args: Any, purposes: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.value, one.label) for one in PurposeKind if one.value in purposes]
        self.fields["purpose"].choices = choices  # type: ignore[attr-defined]
        # Whoever proposes criticism alone has units only: the plan names no persons.
        if purposes == [PurposeKind.CRITICISE.value]:
            units = [one for one in SubjectKind.choices if one[0] != SubjectKind.PERSON]
            self.fields["subject"].choices = units  # type: ignore[attr-defined]

    @property
    def asked(self) -> dict[str, Any]:
        """What `list_draw` takes; the form is valid."""
        data = self.cleaned_data
        return {
            "purpose": Purpose(data["purpose"]),
            "subject": Subject(data["subject"]),
            "first": data["first"],
            "last": data["last"],
        }


class ReasonForm(forms.Form):
    reason = _text("Lý do", 500)


class ChoiceForm(ReasonForm):
    choice = forms.ChoiceField(
        label="Quyết định",
        choices=[(one.value, one.label) for one in (Choice.TAKEN, Choice.LEFT)],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    field_order = ("choice", "reason")


class IssueForm(forms.Form):
    ground = _text("Căn cứ, câu ghi thêm trong văn bản", 500)


class OpinionForm(forms.Form):
    text = _text("Ý kiến", LONGEST, rows=4)
    kind = forms.ChoiceField(
        label="Loại",
        choices=[(_COMMENT, "Ý kiến"), (_APPEAL, "Kiến nghị xem lại, phải được trả lời")],
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    @property
    def said(self) -> dict[str, Any]:
        """What `opinion_write` takes; the form is valid."""
        appeal = self.cleaned_data["kind"] == _APPEAL
        return {"text": self.cleaned_data["text"], "appeal": appeal}


class AnswerForm(forms.Form):
    answer = _text("Trả lời", LONGEST, rows=3)
