"""From figures to a verdict: ok, have a look, or scan again; with the reason in plain words."""

from __future__ import annotations

from collections.abc import Callable

from sohotich.engines.imaging.options import Legibility, PdfOptions

OK, LOOK, RESCAN = 0, 1, 2
GOOD = "Rõ nét"

# Figures, the original's dpi and thresholds to 0, 1 or 2.
Level = Callable[[Legibility, float, PdfOptions], int]


def _above(value: float, look: float, rescan: float) -> int:
    return OK if value <= look else LOOK if value <= rescan else RESCAN


def _below(value: float, look: float, rescan: float) -> int:
    return OK if value >= look else LOOK if value >= rescan else RESCAN


# In the order in which a person would want to hear them: the cause before its effect. One mark lost
# is one look: a name without its circumflex is another name.
TESTS: tuple[tuple[str, Level], ...] = (
    (
        "Độ phân giải thấp, quét lại ở 300 dpi",
        lambda f, dpi, o: _below(dpi, o.dpi_look, o.dpi_rescan),
    ),
    (
        "Ảnh tối, tăng sáng khi quét",
        lambda f, dpi, o: _below(f.paper, o.paper_look, o.paper_rescan),
    ),
    (
        "Ảnh mờ nét, giữ chắc máy và lấy nét lại",
        lambda f, dpi, o: _above(f.blur_mm, o.blur_look_mm, o.blur_rescan_mm),
    ),
    (
        "Mất dấu nhỏ khi nén, nên tách từng trường hợp",
        lambda f, dpi, o: _above(f.marks_lost, 0.0, o.loss_rescan),
    ),
    (
        "Mất nét mảnh khi nén, nên tách từng trường hợp",
        lambda f, dpi, o: _above(f.stroke_loss, o.loss_ok, o.loss_rescan),
    ),
    (
        "Chữ nhòe khi nén, nên tách từng trường hợp",
        lambda f, dpi, o: _below(f.similarity, o.similarity_ok, o.similarity_rescan),
    ),
)


def judge(figures: Legibility, dpi: float, options: PdfOptions) -> tuple[int, str]:
    """0 ok, 1 look, 2 rescan, and the first reason that weighs most; `dpi` is the original's."""
    levels = [(level(figures, dpi, options), reason) for reason, level in TESTS]
    worst = max(level for level, _ in levels)
    if worst == OK:
        return OK, GOOD
    return worst, next(reason for level, reason in levels if level == worst)
