"""The language in which record types are written; knows none of them."""

from sohotich.domain.schema.code_list import CodeItem, CodeList, CodeMatch, read_code_list
from sohotich.domain.schema.field import Field, Kind, Required
from sohotich.domain.schema.patterns import PATTERNS
from sohotich.domain.schema.record_type import Column, RecordType, Section, Version

__all__ = [
    "PATTERNS",
    "CodeItem",
    "CodeList",
    "CodeMatch",
    "Column",
    "Field",
    "Kind",
    "RecordType",
    "Required",
    "Section",
    "Version",
    "read_code_list",
]
