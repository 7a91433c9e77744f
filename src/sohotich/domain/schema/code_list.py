"""A dated list of codes, read from a CSV file and found by code, label or alias."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal

from sohotich.domain.text import written_key

Match = Literal["value", "label", "alias", "ambiguous"]


@dataclass(frozen=True, slots=True)
class CodeItem:
    """`ambiguous`: aliases that several items claim; a person has to choose."""

    code: str
    label: str
    aliases: tuple[str, ...]
    ambiguous: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    source: str

    def valid_on(self, on: date | None) -> bool:
        if on is None:
            return True
        return (self.valid_from or on) <= on <= (self.valid_to or on)


@dataclass(frozen=True, slots=True)
class CodeMatch:
    """What a text stands for. `how` "ambiguous" has several items and must never be used alone."""

    how: Match
    items: tuple[CodeItem, ...]

    @property
    def item(self) -> CodeItem | None:
        return self.items[0] if self.how != "ambiguous" else None


@dataclass(frozen=True, eq=False)
class CodeList:
    """`stores` says what a record holds: the item's code or its label.

    `complete` False: the list is only partly known, so a value outside of it is no error.
    """

    name: str
    title: str
    stores: Literal["code", "label"]
    complete: bool
    items: tuple[CodeItem, ...]

    def value_of(self, item: CodeItem) -> str:
        return item.code if self.stores == "code" else item.label

    @cached_property
    def values(self) -> frozenset[str]:
        return frozenset(self.value_of(item) for item in self.items)

    @cached_property
    def _by_text(self) -> dict[str, CodeMatch]:
        found: dict[str, CodeMatch] = {}
        # The first to claim a text keeps it: a label outranks every alias, an alias a shared one.
        for how, key, item in self._claims():
            earlier = found.get(key)
            if earlier is None:
                found[key] = CodeMatch(how, (item,))
            elif how == earlier.how == "ambiguous" and item not in earlier.items:
                found[key] = CodeMatch(how, (*earlier.items, item))
        return found

    def _claims(self) -> Iterator[tuple[Match, str, CodeItem]]:
        for item in self.items:
            yield "label", written_key(item.label), item
        for item in self.items:
            yield from (("alias", written_key(alias), item) for alias in item.aliases)
        for item in self.items:
            yield from (("ambiguous", written_key(alias), item) for alias in item.ambiguous)

    def find(self, text: str) -> CodeMatch | None:
        """What `text` stands for: a stored value, a label or alias in any case and tone place."""
        if text in self.values:
            items = tuple(item for item in self.items if self.value_of(item) == text)
            return CodeMatch("value", items)
        return self._by_text.get(written_key(text))

    @cached_property
    def shared_names(self) -> frozenset[str]:
        """Keys of labels that are also an ambiguous alias of another item ("Thổ", "Hoa")."""
        claimed = {written_key(alias) for item in self.items for alias in item.ambiguous}
        return frozenset(claimed & {written_key(item.label) for item in self.items})

    def label(self, value: str) -> str:
        """The label of a stored value; the value itself where the list does not know it."""
        match = self.find(value)
        return match.item.label if match and match.item else value


def read_code_list(
    path: Path, *, title: str, stores: Literal["code", "label"], complete: bool
) -> CodeList:
    """The list in a CSV file (code,label,aliases,ambiguous,valid_from,valid_to,source).

    Aliases are parted by "|", days are ISO, an empty day is an open end.
    """
    with path.open(encoding="utf-8", newline="") as file:
        items = tuple(_item(row) for row in csv.DictReader(file))
    return CodeList(path.stem, title, stores, complete, items)


def _item(row: dict[str, str]) -> CodeItem:
    return CodeItem(
        row["code"],
        row["label"],
        _several(row["aliases"]),
        _several(row["ambiguous"]),
        _day(row["valid_from"]),
        _day(row["valid_to"]),
        row["source"],
    )


def _several(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("|") if part)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
