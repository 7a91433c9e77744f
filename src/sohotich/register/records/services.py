"""Writing readings, decisions and records: the names other rooms use."""

from sohotich.register.records.beginning import readings_start
from sohotich.register.records.comparison import compare_readings, live_pair
from sohotich.register.records.decisions import (
    decision_clear,
    decision_of,
    decision_save,
    may_settle,
)
from sohotich.register.records.readings import (
    reading_complete,
    reading_extra,
    reading_fill,
    reading_reopen,
    reading_start,
    readings_supersede,
)
from sohotich.register.records.saving import Saved, reading_save_field, reading_save_fields
from sohotich.register.records.settling import (
    decisions_close,
    record_correct,
    record_settle,
)
from sohotich.register.records.verification import (
    fields_to_look_at,
    verification_clear,
    verification_complete,
    verification_draft,
    verification_save,
)

__all__ = [
    "Saved",
    "compare_readings",
    "decision_clear",
    "decision_of",
    "decision_save",
    "decisions_close",
    "fields_to_look_at",
    "live_pair",
    "may_settle",
    "reading_complete",
    "reading_extra",
    "reading_fill",
    "reading_reopen",
    "reading_save_field",
    "reading_save_fields",
    "reading_start",
    "readings_start",
    "readings_supersede",
    "record_correct",
    "record_settle",
    "verification_clear",
    "verification_complete",
    "verification_draft",
    "verification_save",
]
