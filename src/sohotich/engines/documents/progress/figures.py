"""What the progress reports are made of: plain figures, frozen as they stood at the close."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sohotich.engines.documents.official.letter import Appendix, Block, OfficialLetter, Signer

# The stage by which progress is told: the commune has approved.
GOAL = "approved"


@dataclass(frozen=True)
class StageFigure:
    """One stage of the funnel at the close of a day.

    `today` is the net change of the day and may be negative; `before` that of the day before, None
    on the first day. `so_far` is None for a stage that is not there yet: "chưa triển khai".
    """

    key: str
    label: str
    today: int | None
    so_far: int | None
    before: int | None = None

    @property
    def built(self) -> bool:
        """Whether the stage counts anything yet."""
        return self.so_far is not None


@dataclass(frozen=True)
class Standing:
    """The figures of a unit, a kind of book or a whole at the close of a day.

    `stages` in the order of the funnel, without what is expected and what came back; `others` are
    tasks beside the funnel. `needed`: how many should have reached the goal by then.
    """

    name: str
    expected: int
    stages: tuple[StageFigure, ...]
    returned: StageFigure | None = None
    others: tuple[StageFigure, ...] = ()
    books: int | None = None
    needed: int | None = None

    @property
    def built(self) -> list[StageFigure]:
        """The stages that count."""
        return [stage for stage in self.stages if stage.built]

    @property
    def goal(self) -> StageFigure | None:
        """The stage progress is told by: the goal, or the last one before it that counts."""
        found = None
        for stage in self.built:
            found = stage
            if stage.key == GOAL:
                break
        return found

    @property
    def done(self) -> int:
        """Entries that reached the goal."""
        return (self.goal and self.goal.so_far) or 0

    @property
    def left(self) -> int:
        """Entries that did not reach it yet, never below 0."""
        return max(0, self.expected - self.done)

    def stage(self, key: str) -> StageFigure | None:
        """The figures of one stage; None where it is not among them."""
        return next((stage for stage in self.stages if stage.key == key), None)

    def waiting(self, stage: StageFigure) -> int:
        """Entries that stand right before `stage`, never below 0."""
        built = self.built
        at = built.index(stage)
        before = built[at - 1].so_far if at else self.expected
        return max(0, (before or 0) - (stage.so_far or 0))


@dataclass(frozen=True)
class Campaign:
    """`name` as in headings, `basis` the plan it follows ("Kế hoạch số 563/KH-UBND ngày …")."""

    name: str
    basis: str
    first: date
    last: date

    def nth(self, day: date) -> int:
        """Which day of the campaign, from 1."""
        return (day - self.first).days + 1

    @property
    def days(self) -> int:
        """How many days it lasts."""
        return self.nth(self.last)


@dataclass(frozen=True)
class Sender:
    """Who writes to whom; the fields are those of `OfficialLetter`."""

    agency: str
    symbol: str
    place: str
    signer: Signer
    parent_agency: str = ""
    number: str = ""
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()

    def letter(
        self,
        *,
        day: date,
        abstract: str,
        body: Sequence[Block],
        appendices: Sequence[Appendix] = (),
    ) -> OfficialLetter:
        """A report (báo cáo) from this sender, dated `day`."""
        return OfficialLetter(
            agency=self.agency,
            number=self.number,
            symbol=self.symbol,
            place=self.place,
            day=day,
            kind="Báo cáo",
            abstract=abstract,
            body=tuple(body),
            signer=self.signer,
            recipients=self.recipients,
            addressees=self.addressees,
            parent_agency=self.parent_agency,
            appendices=tuple(appendices),
        )
