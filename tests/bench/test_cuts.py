"""The judge of cuts: what it calls right, wrong and silent, and its bound."""

from __future__ import annotations

import pytest
from bench.cut_books import Piece, draw_book, plan_book
from bench.cuts import holds, score_book, upper_bound

from sohotich.register.images.cuts import Cut

PAGE = [Piece(0, 100, 300, slack=10), Piece(1, 310, 500, slack=10)]


@pytest.mark.parametrize(
    ("top", "bottom", "right"),
    [
        (95, 305, True),
        (108, 292, True),  # tails lost, no line
        (130, 305, False),  # a line lost above
        (95, 270, False),
        (95, 345, False),  # a line of the next
        (95, 520, False),
    ],
)
def test_a_cut_holds_its_own_lines_and_no_others(top, bottom, right):
    assert holds(Cut((0.0, top / 1000, 1.0, bottom / 1000)), PAGE[0], PAGE, 1000) is right


def test_a_note_cut_off_is_wrong():
    noted = Piece(0, 100, 300, note=360, slack=10)
    assert not holds(Cut((0.0, 0.1, 1.0, 0.3)), noted, [noted], 1000)


@pytest.mark.parametrize(
    ("wrong", "of", "bound"),  # R: binom.test(wrong, of, alternative = "less")$conf.int[2]
    [(0, 30_000, 0.0000999), (0, 100, 0.02951), (3, 1_000, 0.00774), (20, 30_000, 0.000969)],
)
def test_the_bound_is_clopper_and_pearsons(wrong, of, bound):
    assert upper_bound(wrong, of) == pytest.approx(bound, rel=0.01)


def test_books_repeat_and_tuning_and_judging_share_neither_hand_nor_page():
    plan = plan_book("running", 3, 6, judged=True)
    first, again = (next(draw_book(plan)) for _ in range(2))
    assert (first.image == again.image).all()
    assert first.pieces == again.pieces
    assert plan_book("running", 3, 6, judged=False).habits.hand != plan.habits.hand


def test_a_small_book_is_scored_whole():
    score = score_book(plan_book("ruled", 0, 8, judged=False))
    assert score.cuts == score.right + score.asked + score.silent
    assert score.actions >= 1
