"""The record types, as data: a field is one line, a type one file and one row of the list."""

from sohotich.domain.record_types.book_form import (
    BookForm,
    FormError,
    with_abroad,
    with_overrides,
)
from sohotich.domain.record_types.forms import Era, eras_of, form_for, form_of_era
from sohotich.domain.record_types.khai_sinh import KHAI_SINH
from sohotich.domain.record_types.lists import CODE_LISTS, code_list
from sohotich.domain.record_types.register_types import (
    RECORD_TYPES,
    REGISTER_TYPES,
    RegisterType,
    keyed_as,
    record_type,
    register_type,
)

__all__ = [
    "CODE_LISTS",
    "KHAI_SINH",
    "RECORD_TYPES",
    "REGISTER_TYPES",
    "BookForm",
    "Era",
    "FormError",
    "RegisterType",
    "code_list",
    "eras_of",
    "form_for",
    "form_of_era",
    "keyed_as",
    "record_type",
    "register_type",
    "with_abroad",
    "with_overrides",
]
