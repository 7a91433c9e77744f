"""Values that come from lists."""

import re

from sohotich.domain.record_types import code_list
from sohotich.domain.rules.finding import Hit
from sohotich.domain.rules.registry import value_rule
from sohotich.domain.schema import CodeList, Field, Kind
from sohotich.domain.text import written_key

_ETHNIC = "danToc"
# "Nhật Bản (Japanese)": the ministry's own sample writes the plain name.
_ENGLISH = re.compile(r" \([A-Z][A-Za-z ,/]*\)$")


def _list_of(field: Field) -> CodeList:
    assert field.code_list is not None
    return code_list(field.code_list)


@value_rule("Q10", "error", "TST; DJ; OT", kinds=(Kind.CODE,))
def code_is_in_its_list(field: Field, value: str) -> Hit | None:
    """Lists that are known in part only are another rule's: a new code there is no error."""
    codes = _list_of(field)
    return None if value in codes.values or not codes.complete else _not_listed(field, value)


@value_rule("Q10-other", "warning", "domain annex B: lists known in part", kinds=(Kind.CODE,))
def code_is_known(field: Field, value: str) -> Hit | None:
    codes = _list_of(field)
    return None if value in codes.values or codes.complete else _not_listed(field, value)


def _not_listed(field: Field, value: str) -> Hit:
    codes = _list_of(field)
    match = codes.find(value)
    item = match.item if match else None
    facts = {"list": codes.title, "codes": ", ".join(item.code for item in codes.items)}
    return Hit(field.key, codes.value_of(item) if item else None, facts)


@value_rule("Q10-listed", "warning", "domain annex B: complete lists", kinds=(Kind.LISTED,))
def name_is_in_its_list(field: Field, value: str) -> Hit | None:
    """Only where the whole list is known; ethnic groups have rules of their own."""
    names = _list_of(field)
    if field.code_list == _ETHNIC or not names.complete or names.find(value) is not None:
        return None
    labels = ", ".join(item.label for item in names.items)
    return Hit(field.key, None, {"list": names.title, "names": labels})


@value_rule("Q10-name", "warning", "DJ: labels of the drop-down", kinds=(Kind.LISTED,))
def name_is_spelt_as_in_its_list(field: Field, value: str) -> Hit | None:
    """Only another spelling of a known name: the list of nationalities is not complete."""
    names = _list_of(field)
    if field.code_list == _ETHNIC or value in names.values:
        return None
    match = names.find(value)
    if match is None or match.item is None:
        return None
    plain = _ENGLISH.sub("", match.item.label)
    return Hit(field.key, plain) if value != plain else None


@value_rule("Q25", "warning", "DJ; GSO", kinds=(Kind.LISTED,))
def ethnic_name_is_known(field: Field, value: str) -> Hit | None:
    if field.code_list != _ETHNIC:
        return None
    names = _list_of(field)
    if value in names.values:
        return None
    match = names.find(value)
    if match is not None and match.how == "ambiguous":
        return None
    item = match.item if match else None
    return Hit(field.key, item.label if item else None)


@value_rule("Q25-ambiguous", "warning", "DJ: names several groups claim", kinds=(Kind.LISTED,))
def ethnic_name_is_one_groups(field: Field, value: str) -> Hit | None:
    """Never proposes: "Mán" may be Dao or Sán Dìu, "Thổ" in old northern books mostly Tày."""
    if field.code_list != _ETHNIC:
        return None
    names = _list_of(field)
    match = names.find(value)
    if match is None:
        return None
    key = written_key(value)
    if match.how != "ambiguous" and key not in names.shared_names:
        return None
    groups = [
        item.label
        for item in names.items
        if key in {written_key(alias) for alias in (item.label, *item.ambiguous)}
    ]
    return Hit(field.key, None, {"groups": ", ".join(groups)})
