"""Events that were registered abroad first and then entered in a register at home.

They have no register of their own (TT 04/2020 art. 29): the same book, the same fields, and a few
more that only such an entry fills.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sohotich.domain.text import written_key

# How the way of registering begins where it is written in words.
ENTERED_IN_A_REGISTER = "ghi vào sổ"


@dataclass(frozen=True, slots=True)
class Abroad:
    """`kind_field` holds the way of registering; `codes`: those of its list that mean "abroad".

    Where the field has no list, words that begin with "ghi vào sổ" mean it. `listed` True with no
    codes: the list's code for it is not known, so the kind alone never tells.
    """

    kind_field: str
    codes: tuple[str, ...]
    listed: bool
    fields: tuple[str, ...]

    def told(self, values: Mapping[str, str | None]) -> bool | None:
        """What the way of registering says: abroad, at home, or nothing (None)."""
        kind = values.get(self.kind_field) or ""
        if not kind or (self.listed and not self.codes):
            return None
        if self.listed:
            return kind in self.codes
        return written_key(kind).startswith(written_key(ENTERED_IN_A_REGISTER))

    def applies(self, values: Mapping[str, str | None]) -> bool:
        """Whether the record is of an event registered abroad, by its kind or by what it holds."""
        return self.told(values) is True or any(values.get(key) for key in self.fields)
