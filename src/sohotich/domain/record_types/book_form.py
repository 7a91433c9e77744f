"""The form of one book: which lines its page has, as far as known or as an officer confirmed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from sohotich.domain.schema import RecordType, Required

Place = Literal["shown", "folded", "hidden"]
PLACES: tuple[Place, ...] = ("shown", "folded", "hidden")

# Lines the page has or very probably has; the other certainties need somebody who saw the page.
_ON_THE_PAGE = ("printed", "likely")


class FormError(ValueError):
    """An override that no form can have; `where` names the field."""

    def __init__(self, message: str, where: str) -> None:
        super().__init__(message)
        self.where = where


@dataclass(frozen=True, slots=True)
class BookForm:
    """A form: keys shown, folded under "thêm dòng", and hidden behind "thêm trường".

    The three lists part all fields of the type, each in the order of the page; core fields are
    shown unless an officer says otherwise. `certainty`: key -> printed, likely, unsure, unlikely,
    not_printed, notes, derived. `approximate`: the era's limits are a guess. `unkeyed`: printed
    items without a field of their own, which go into the notes with their label. `era` is None
    where the day is not known or no register of its own is known of that time.
    `notes` is the key of the notes; `core` and `explained` serve `counted` and `may_lack`.
    `page_known`: a page of that era was seen, so printed lines are sure. `confirmed`: an officer
    compared the form with a page of the book; `overrides` is what was changed then.
    """

    era: str | None
    basis: str
    symbol: str
    approximate: bool
    confidence: str
    page_known: bool
    sections: tuple[str, ...]
    shown: tuple[str, ...]
    folded: tuple[str, ...]
    hidden: tuple[str, ...]
    certainty: Mapping[str, str]
    unkeyed: tuple[str, ...]
    notes: str
    core: frozenset[str]
    explained: frozenset[str]
    confirmed: bool = False
    overrides: Mapping[str, Place] = field(default_factory=dict)

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self.certainty)

    def place_of(self, key: str) -> Place | None:
        """Where the form has the field; None for a key the type does not have."""
        return next((place for place in PLACES if key in getattr(self, place)), None)

    @property
    def counted(self) -> frozenset[str]:
        """Keys whose emptiness is a gap: lines that surely stand on the page.

        Before 2016 nobody saw the pages, so only the core counts until the book's form is
        confirmed; afterwards every line that was confirmed does. A line the form never had, one
        that is taken from the cover, a rule or a note in the margin is never missing; nor are
        notes, which most pages do not have.
        """
        if self.confirmed:
            return frozenset(filter(self._stands, self.shown)) - {self.notes}
        sure = {key for key, certainty in self.certainty.items() if certainty == "printed"}
        return frozenset(sure if self.page_known else sure & self.core) - {self.notes}

    def _stands(self, key: str) -> bool:
        return key in self.overrides or self.certainty[key] in _ON_THE_PAGE

    def may_lack(self, key: str) -> bool:
        """Whether the case itself may explain an empty line: no father known, no death notice."""
        return key in self.explained


def with_overrides(
    form: BookForm, kind: RecordType, overrides: Mapping[str, str], *, confirmed: bool = True
) -> BookForm:
    """The form as an officer confirmed it on a page of the book: {key: shown | folded | hidden}.

    Keys that are not named stay where they are. FormError for a key the type does not have, an
    unknown place, and for hiding what every registration must have.
    """
    said = {key: _checked(kind, key, place) for key, place in overrides.items()}
    place_of = {key: place for place in PLACES for key in getattr(form, place)} | said
    keys = _page_order(form, kind)
    shown, folded, hidden = (
        tuple(key for key in keys if place_of[key] == place) for place in PLACES
    )
    return replace(
        form, shown=shown, folded=folded, hidden=hidden, overrides=said, confirmed=confirmed
    )


def with_abroad(form: BookForm, kind: RecordType) -> BookForm:
    """The form for an entry registered abroad first: its own lines are shown too."""
    if kind.abroad is None:
        return form
    more = set(kind.abroad.fields)
    keys = _page_order(form, kind)
    return replace(
        form,
        shown=tuple(key for key in keys if key in more or key in form.shown),
        folded=tuple(key for key in form.folded if key not in more),
        hidden=tuple(key for key in form.hidden if key not in more),
    )


def _page_order(form: BookForm, kind: RecordType) -> list[str]:
    return [line.key for section in form.sections for line in kind.fields_in(section)]


def _checked(kind: RecordType, key: str, place: str) -> Place:
    line = kind.by_key.get(key)
    if line is None:
        raise FormError(f"Không có trường “{key}” trong loại {kind.name}.", key)
    for known in PLACES:
        if place == known:
            break
    else:
        raise FormError(f"Trường “{line.label}”: “{place}” không phải là cách hiện.", key)
    if known != "shown" and (line.required is Required.YES or key == kind.notes):
        raise FormError(f"Trường “{line.label}” luôn phải hiện trên phiếu nhập.", key)
    return known
