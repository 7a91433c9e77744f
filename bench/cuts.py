"""Cuts and numbers before any person: right unasked, asked about, wrong and not asked about.

The whole way of the station, on invented books of known truth: each page is cut, the number of its
last registration read where a reader is installed, all pages of a book are set against its ledger.
A cut is right when it holds its registration's own lines and no other's, and has its number. Asked
about is every cut of a page that “xác nhận các trang chắc chắn” would leave to a person.
"""

from __future__ import annotations

import math
import os
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from uuid import UUID

import cv2

from bench.cut_books import KINDS, DrawnPage, Piece, Plan, draw_book, plan_book
from bench.cut_canvas import SCALE
from bench.one import ROWS_WANTED
from bench.tables import Table, cpu_seconds, figure
from sohotich.domain.policies import POLICIES
from sohotich.engines.imaging import Cut, Page, crop, split
from sohotich.engines.imaging.likeness import taken_twice
from sohotich.engines.imaging.splitting import OVERLAP
from sohotich.engines.recognition import number_hint
from sohotich.register.images.aligning import Number, place
from sohotich.register.images.cuts import Cut as Placed

CUTS = 32_000
# Share of all cuts by layout; how many registrations a judged book has.
SHARES = {"ruled": 0.40, "unruled": 0.15, "running": 0.30, "halves": 0.07, "halves_bare": 0.05,
          "one": 0.02, "spread": 0.01}  # fmt: skip
ENTRIES = 60
ASKED = float(str(POLICIES["scan.cut_confidence_ok"].default))
DPI = SCALE * 25.4
TWINS_OF = 10  # looking for twins takes long: in every tenth book, and in those that have them
BOOK = 200  # registrations of the book whose keys are counted
COLUMNS = ("layout", "cuts", "right unasked", "asked about", "wrong, not asked", "95 % at most",
           "keys per 200")  # fmt: skip


@dataclass
class Score:
    """What came of some books; `actions` what a person then presses."""

    cuts: int = 0
    right: int = 0
    asked: int = 0
    silent: int = 0
    actions: int = 0
    why: Counter[str] = field(default_factory=Counter)

    def add(self, other: Score) -> None:
        self.cuts += other.cuts
        self.right += other.right
        self.asked += other.asked
        self.silent += other.silent
        self.actions += other.actions
        self.why += other.why

    def row(self, name: str) -> list[str]:
        return [
            name,
            figure(self.cuts, 0),
            f"{figure(100 * self.right / self.cuts, 2)} %",
            f"{figure(100 * self.asked / self.cuts, 2)} %",
            str(self.silent),
            f"{figure(1000 * upper_bound(self.silent, self.cuts), 2)} ‰",
            figure(BOOK * self.actions / self.cuts, 0),
        ]


def rows() -> Table:
    """Books of every layout, hands and seeds that no tuning has seen, on two processes."""
    wanted = int(os.environ.get(ROWS_WANTED) or CUTS)
    jobs = [
        (kind, seed) for kind in KINDS for seed in range(math.ceil(SHARES[kind] * wanted / ENTRIES))
    ]
    # Long books first would leave one core idle at the end: mixed, they even out.
    jobs.sort(key=lambda job: (job[1] * 7919 % 101, job))
    scores = {kind: Score() for kind in KINDS}
    started = time.perf_counter()

    def run() -> None:
        with ProcessPoolExecutor(2, get_context("spawn"), cv2.setNumThreads, (1,)) as pool:
            for kind, score in pool.map(judged, *zip(*jobs, strict=True), chunksize=2):
                scores[kind].add(score)

    used = cpu_seconds(run)
    whole = Score()
    for score in scores.values():
        whole.add(score)
    lines = [score.row(kind) for kind, score in scores.items() if score.cuts]
    lines.append(whole.row("all"))
    return Table("Cuts before any person", COLUMNS, lines, _note(whole, used, started))


def _note(whole: Score, used: float, started: float) -> str:
    why = ", ".join(f"{kind} {count}" for kind, count in whole.why.most_common())
    return (
        f"Target: at most 1 ‰ wrong and not asked about. Pages asked about, by reason: {why}. "
        f"Fonts stand in for hands. {figure(used, 0)} CPU s, "
        f"{figure(time.perf_counter() - started, 0)} s."
    )


def judged(kind: str, seed: int) -> tuple[str, Score]:
    """One book that no tuning has seen."""
    return kind, score_book(plan_book(kind, seed, ENTRIES, judged=True))


def score_book(plan: Plan) -> Score:
    """Draw a book, take it through cutting and numbering, and hold it against the truth."""
    pages = list(draw_book(plan))
    twice = _twice(plan, pages)
    found = [_cut(page, plan) for page in pages]
    cuts = [
        [_placed(cut, page.image.shape[0]) for cut in own]
        for page, own in zip(pages, found, strict=True)
    ]
    for page, own, placed_ in zip(pages, found, cuts, strict=True):
        _read(page, own, placed_, plan)
    numbers = [Number(UUID(int=at + 1), at + 1) for at in range(plan.ledger)]
    placed = place(cuts, numbers)
    score = Score(actions=1)
    for number, page in enumerate(pages):
        doubts = [cut.doubt for cut in cuts[number] if cut.confidence < ASKED]
        doubts += [placed.doubts[number]] * bool(placed.doubts[number])
        doubts += ["twin"] * (number in twice)
        entries = [entry.int - 1 if entry else None for entry in placed.rows[number]]
        _judge(score, page, cuts[number], entries, doubts, plan)
    return score


def _twice(plan: Plan, pages: Sequence[DrawnPage]) -> set[int]:
    if "doubled" not in plan.troubles and plan.seed % TWINS_OF:
        return set()
    # The later one is shown beside the first; until somebody decides, its cuts stand.
    return {pair.second for pair in taken_twice(page.image for page in pages)}


def _cut(page: DrawnPage, plan: Plan) -> list[Cut]:
    return split(Page(page.image, DPI, True), plan.layout, plan.rows)


def _placed(cut: Cut, height: int) -> Placed:
    box = (0.0, cut.box[1] / height, 1.0, cut.box[3] / height)
    return Placed(box, cut.confidence, joins=cut.joins, skipped=cut.empty, doubt=cut.doubt)


def _read(page: DrawnPage, found: Sequence[Cut], cuts: list[Placed], plan: Plan) -> None:
    """The number of the last registration that begins on the page, as the station reads it."""
    for at in range(len(found) - 1, -1, -1):
        if not (found[at].joins or found[at].empty):
            part = crop(Page(page.image, DPI, True), found[at]).image
            hint = number_hint(part, table=plan.layout == "rows")
            if hint is not None:
                cut = cuts[at]
                cuts[at] = Placed(
                    cut.box, cut.confidence, joins=cut.joins, skipped=cut.skipped,
                    doubt=cut.doubt, read=hint[0], read_sure=hint[1],
                )  # fmt: skip
            return


def _judge(
    score: Score,
    page: DrawnPage,
    cuts: Sequence[Placed],
    entries: Sequence[int | None],
    doubts: Sequence[str],
    plan: Plan,
) -> None:
    truth = [] if page.doubled else list(page.pieces)
    own = [at for at, cut in enumerate(cuts) if not cut.skipped]
    height = page.image.shape[0]
    rights = [_right(piece, truth, cuts, entries, own, height, plan) for piece in truth]
    wrong = len(rights) - sum(rights) + max(0, len(own) - len(truth))
    score.cuts += len(truth) + max(0, len(own) - len(truth))
    if doubts:
        score.asked += len(truth) + max(0, len(own) - len(truth))
        score.why[doubts[0]] += 1
        # A look and Enter; each wrong part is first chosen and set right.
        score.actions += 1 + 2 * wrong
    else:
        score.right += sum(rights)
        score.silent += wrong


def _right(
    piece: Piece,
    truth: Sequence[Piece],
    cuts: Sequence[Placed],
    entries: Sequence[int | None],
    own: Sequence[int],
    height: int,
    plan: Plan,
) -> bool:
    return any(
        entries[at] == plan.known[piece.entry]
        and cuts[at].joins == piece.joins
        and holds(cuts[at], piece, truth, height)
        for at in own
    )


def holds(cut: Placed, piece: Piece, truth: Sequence[Piece], height: int) -> bool:
    """Whether the cut has the piece's own lines and notes, and no line of any other piece.

    The strip that the cutter keeps on both sides of its line, for tails of letters, is not counted.
    """
    top, bottom = cut.box[1] * height, cut.box[3] * height
    if top > piece.top + piece.slack or bottom < piece.bottom - piece.slack:
        return False
    if piece.note > bottom + piece.slack:
        return False
    strip = OVERLAP * height
    return all(
        min(other.bottom, bottom - strip) - max(other.top, top + strip) <= other.slack
        for other in truth
        if other is not piece
    )


def upper_bound(wrong: int, of: int, sure: float = 0.95) -> float:
    """The share that the true one does not exceed with this certainty (Clopper and Pearson)."""
    if wrong >= of:
        return 1.0
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _at_most(wrong, of, middle) > 1 - sure else (low, middle)
    return high


def _at_most(wrong: int, of: int, share: float) -> float:
    """The chance of so few wrong ones among `of`."""
    return sum(math.exp(term) for term in _terms(wrong, of, share))


def _terms(wrong: int, of: int, share: float) -> Iterator[float]:
    if share <= 0:
        yield 0.0
        return
    for k in range(wrong + 1):
        ways = math.lgamma(of + 1) - math.lgamma(k + 1) - math.lgamma(of - k + 1)
        yield ways + k * math.log(share) + (of - k) * math.log1p(-share)
