"""The decision table: from which risk on a value gets which treatment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sohotich.domain.second_key.classes import CARRIED
from sohotich.domain.second_key.treatment import Treatment, heavier

# Verdicts on an image, the clearest first; one that is missing or strange counts as the last.
LEGIBILITY: Final[Mapping[str, str]] = {
    "ok": "dễ đọc",
    "look": "cần xem",
    "rescan": "quét lại",
}
_WORST: Final = len(LEGIBILITY) - 1
_RANK: Final = {verdict: at for at, verdict in enumerate(LEGIBILITY)}

# How a value came. What was carried has a class of its own, whatever else was not typed was chosen
# among offers; rows of a workbook are always keyed a second time and never come here.
AIDS: Final[Mapping[str, str]] = {
    "typed": "gõ",
    "completed": "chọn gợi ý",
}


def legibility_rank(verdict: str) -> int:
    """0 for the clearest; the worst for a verdict nobody gave."""
    return _RANK.get(verdict, _WORST)


@dataclass(frozen=True, slots=True)
class Risk:
    """What is known of one value when its keyer has finished.

    `error`: the keyer's measured share of wrong values of this class, None where too little was
    seen. `legibility`: the verdict on the image. `aid`: how the value came.
    """

    field_class: str
    error: float | None
    legibility: str
    warned: bool
    aid: str = "typed"


@dataclass(frozen=True, slots=True)
class Row:
    """From this risk on, at least this treatment. "" (or 0, "ok", False) asks for nothing.

    `error`: a share of values, 0.02 for 2 %.
    """

    treatment: Treatment
    field_class: str = ""
    error: float = 0.0
    legibility: str = "ok"
    warned: bool = False
    aid: str = ""

    def speaks_of(self, risk: Risk) -> bool:
        """A keyer of whom nothing is known may be anybody: every bound is reached."""
        return (
            self.field_class in ("", risk.field_class)
            and (risk.error is None or risk.error >= self.error)
            and legibility_rank(risk.legibility) >= _RANK[self.legibility]
            and (risk.warned or not self.warned)
            and self.aid in ("", _known(risk.aid))
        )


def _known(aid: str) -> str:
    return aid if aid in AIDS or aid == CARRIED else "completed"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows, of which the heaviest that speaks of a value decides: more risk never means less care.

    `share`: of so many readings, drawn by chance, every value is keyed a second time, whatever the
    rows say: that is how keyers are measured. `least_looks`: below so many values looked at by
    somebody else a keyer counts as not measured. What no row speaks of is accepted.
    """

    rows: tuple[Row, ...]
    share: float = 0.0
    least_looks: int = 200

    def treatment(self, risk: Risk) -> Treatment:
        """What the rows say of one value of a reading that was not drawn."""
        found = Treatment.ACCEPT
        for row in self.rows:
            if row.speaks_of(risk):
                found = heavier(found, row.treatment)
        return found

    @staticmethod
    def default() -> Table:
        """Every value is keyed twice, as it was before there were tables."""
        return Table((Row(Treatment.SECOND),))

    @staticmethod
    def parse(text: str) -> Table:
        """See `wording.parse`."""
        from sohotich.domain.second_key.wording import parse

        return parse(text)

    def text(self) -> str:
        """See `wording.written`."""
        from sohotich.domain.second_key.wording import written

        return written(self)
