"""A record type as a form: what the keying screen shows, what a typed value means."""

from sohotich.foundation.schema_forms.fields import (
    FieldFacts,
    form_sections,
    record_sections,
    short_label,
    value_words,
)
from sohotich.foundation.schema_forms.values import Accepted, accept, accept_all

__all__ = [
    "Accepted",
    "FieldFacts",
    "accept",
    "accept_all",
    "form_sections",
    "record_sections",
    "short_label",
    "value_words",
]
