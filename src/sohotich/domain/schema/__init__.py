"""The language in which record types are written; knows none of them."""

from sohotich.domain.schema.abroad import ENTERED_IN_A_REGISTER, Abroad
from sohotich.domain.schema.code_list import CodeItem, CodeList, CodeMatch, read_code_list
from sohotich.domain.schema.field import Field, Kind, Required
from sohotich.domain.schema.patterns import PATTERNS
from sohotich.domain.schema.person import FEMALE, MALE, PersonRole, Sex, person_role
from sohotich.domain.schema.record_type import Column, RecordType, Section, Version
from sohotich.domain.schema.standing import Standing

__all__ = [
    "ENTERED_IN_A_REGISTER",
    "FEMALE",
    "MALE",
    "PATTERNS",
    "Abroad",
    "CodeItem",
    "CodeList",
    "CodeMatch",
    "Column",
    "Field",
    "Kind",
    "PersonRole",
    "RecordType",
    "Required",
    "Section",
    "Sex",
    "Standing",
    "Version",
    "person_role",
    "read_code_list",
]
