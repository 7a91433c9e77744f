"""Filling a fresh installation with the invented province, through the services people use."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final

from django.utils import timezone

from sohotich.foundation.database.clock import campaign, campaign_set, campaign_today
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.database.speaking import EVERYTHING, speaking
from sohotich.foundation.jobs.processes import cores
from sohotich.foundation.people.models import User
from sohotich.pipeline.review.errors import ReviewError
from sohotich.pipeline.transfer.errors import TransferError
from sohotich.register.books.models import Book
from sohotich.register.images.errors import ImageStateError
from sohotich.register.ledger.errors import Conflict, MoveRefused
from sohotich.register.ledger.selectors import counts
from sohotich.register.records.errors import ReadingError
from sohotich.sample.kept import DEMO_FILL, Kept, SignIn
from sohotich.sample.load.book import book_bring
from sohotich.sample.load.force import force_bring
from sohotich.sample.load.helping import help_bring
from sohotich.sample.load.inventory import book_of
from sohotich.sample.load.merit import criteria_fill
from sohotich.sample.load.pay import pay_bring
from sohotich.sample.load.plan import ENDS_ON, OPENS_ON, STARTS_ON, BookPlan, communes
from sohotich.sample.load.reports import reports_fill
from sohotich.sample.load.side_by_side import Progress, Telling, alone, quiet, workers
from sohotich.sample.load.staff import PROVINCE, account, posts, second_step_leave_out, staff_of
from sohotich.sample.load.work import Stopped, Work
from sohotich.sample.world.options import BIRTHS

NAME: Final = "Đợt số hóa sổ hộ tịch 01–15/01/2025"
_OPENS_AT: Final = time(15, 0)
# What a step says when the book is not as it was left.
_TAKEN: Final = (MoveRefused, Conflict, ImageStateError, ReadingError, ReviewError, TransferError)
# Loaded once by the process that forks the image workers, not by each of them.
_PRELOADED: Final = [
    "sohotich.pipeline.scanning.imagework",
    "sohotich.engines.imaging.kernels",
    "sohotich.engines.imaging.jbig2_kernel",
    "sohotich.sample.world.render",
]


@dataclass(frozen=True)
class Loaded:
    """`counts`: communes, accounts, books, then the ledger's figures; `sign_ins` by commune.

    `skipped` names books on which somebody worked meanwhile, with what stood in the way.
    """

    counts: dict[str, int]
    sign_ins: tuple[SignIn, ...]
    skipped: tuple[tuple[str, str], ...] = ()


def load_campaign(
    *,
    kept: Kept,
    scale: float = 1.0,
    seed: int = 1,
    progress: Progress = quiet,
    essential: bool = False,
    threads: int | None = None,
    stop: threading.Event | None = None,
) -> Loaded:
    """Make the province, or go on where an earlier run was cut off; books once finished stay.

    `essential`: only the campaign, the accounts, the inventory of birth books, and the books
    somebody looks at first. `progress` is told steps done, steps in all, and what was done.
    `threads` work on books side by side (None: one per core). Raises UserError on an installation
    that holds anything else, Stopped once `stop` is set.
    """
    # As the many people of an invented province at once.
    with alone(kept), speaking(EVERYTHING):
        kept.read()
        _begin(kept, seed, scale)
        return _load(kept, progress, essential, threads or cores(), stop or threading.Event())


def _load(
    kept: Kept, progress: Progress, essential: bool, threads: int, stop: threading.Event
) -> Loaded:
    assert kept.seed is not None
    assert kept.scale is not None
    seed = kept.seed
    if campaign() is None:
        opens_at = datetime.combine(OPENS_ON, _OPENS_AT, timezone.get_default_timezone())
        campaign_set(
            name=NAME, starts_on=STARTS_ON, ends_on=ENDS_ON, root_unit=PROVINCE, opens_at=opens_at
        )
    second_step_leave_out()
    multiprocessing.set_forkserver_preload(_PRELOADED)
    plan = communes(kept.scale)
    wanted = posts(commune.unit_code for commune in plan)
    books = [book for commune in plan for book in commune.books]
    chosen = [book for book in books if book.drawn and (book.essential or not essential)]
    tell = Telling(progress, 1 + len(chosen))
    with workers(threads, stop) as each:
        each(lambda post: account(post, kept, seed), wanted)
        kept.sort_sign_ins([post.username for post in wanted])
        criteria_fill()
        for commune in plan:
            staff = staff_of(commune.unit_code)
            force_bring(commune.unit_code, staff, seed, campaign_today())
            for book in commune.books:
                # Other types than births come later: inventing them takes its time.
                if book.type_code == BIRTHS or not essential:
                    book_of(book, staff, seed)
        help_bring([commune.unit_code for commune in plan])
        tell("Tài khoản và danh mục sổ")
        bringing = _Bringing(kept, seed, stop, tell)
        each(bringing.book, sorted(chosen, key=lambda book: not book.essential))
    if not essential:
        # Of the days before today; today's own is for whoever looks around.
        reports_fill(seed, datetime.combine(OPENS_ON, time(), timezone.get_default_timezone()))
        first = plan[0].unit_code
        pay_bring(staff_of(first).officer, first)
        kept.finish()
    figures = counts(units=[commune.unit_code for commune in plan]).as_dict()
    made = {"communes": len(plan), "accounts": len(wanted), "books": len(books)}
    return Loaded(made | figures, tuple(kept.sign_ins), tuple(bringing.skipped))


def _begin(kept: Kept, seed: int, scale: float) -> None:
    if kept.seed is None:
        if User.objects.exists() or Book.objects.exists():
            raise UserError(
                "Cơ sở dữ liệu này đã có tài khoản hoặc sổ, không dựng tỉnh mẫu vào đây.",
                where=str(kept.path.parent),
                mend="Chọn thư mục dữ liệu mới bằng --home hoặc SOHOTICH_HOME.",
            )
        kept.begin(seed=seed, scale=scale)
    elif (kept.kind, kept.seed, kept.scale) != (DEMO_FILL, seed, scale):
        raise UserError(
            f"Tỉnh mẫu ở đây được dựng cách khác ({kept.said}).",
            where=str(kept.path.parent),
            mend="Dùng lại đúng các số đó, hoặc chọn thư mục dữ liệu mới.",
        )


class _Bringing:
    """Brings books to where they should stand, each once."""

    def __init__(
        self, kept: Kept, seed: int, stop: threading.Event, tell: Callable[[str], None]
    ) -> None:
        self._kept, self._seed, self._stop, self._tell = kept, seed, stop, tell
        self.skipped: list[tuple[str, str]] = []

    def book(self, plan: BookPlan) -> None:
        """One book; done before, it is left alone."""
        if plan.label not in self._kept.done:
            staff = staff_of(plan.unit_code)
            book = book_of(plan, staff, self._seed)
            try:
                book_bring(Work(plan, book, staff, self._seed, self._stop))
            except _TAKEN as error:
                # Somebody signed in already and works on this book: it is theirs now.
                self.skipped.append((plan.label, str(error)))
            self._kept.book_done(plan.label)
        self._tell(f"Sổ {plan.label}")


__all__ = ["Loaded", "Progress", "Stopped", "load_campaign", "quiet"]
