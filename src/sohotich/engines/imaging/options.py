"""What can be asked of `make_pdf`, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass

RECIPE = "2"  # changes whenever the same input would give other bytes
VERDICTS = ("ok", "look", "rescan")


@dataclass(frozen=True, slots=True)
class PdfOptions:
    """How to press page images into one PDF. Shares are 0…1.

    `profile` "auto" chooses between JPEG 2000 and a mixed raster per page; "jpeg" keeps to plain
    JPEG for readers that know nothing else. `bits_per_ink_pixel` bounds the bytes spent on pages
    with little ink; the cap rules over it. The thresholds sort pages into `ok`, `look`, `rescan`.
    """

    max_bytes: int = 100_000
    profile: str = "auto"
    dpi: int = 300
    bits_per_ink_pixel: float = 2.0
    hairline_ok: float = 0.001  # the selector stops looking for something better
    loss_ok: float = 0.003
    loss_rescan: float = 0.005
    similarity_ok: float = 0.85
    similarity_rescan: float = 0.70
    dpi_look: float = 190.0
    dpi_rescan: float = 130.0
    blur_look_mm: float = 0.25
    blur_rescan_mm: float = 0.33
    paper_look: int = 110
    paper_rescan: int = 60


@dataclass(frozen=True, slots=True)
class Legibility:
    """How much of one page's writing survived, and how good the image was to begin with.

    `score` is 0…1 for people; `similarity` compares gradients on ink; `stroke_loss` and
    `marks_lost` are shares of ink edges and of small marks gone; `hairline_loss` is the selector's
    own measure. `blur_mm` is the width of the sharpest edges, `paper` the paper's brightness.
    """

    score: float
    similarity: float
    stroke_loss: float
    marks_lost: float
    hairline_loss: float
    blur_mm: float
    paper: int


@dataclass(frozen=True, slots=True)
class PdfResult:
    """The PDF that was written: its size, how, and whether a person should look.

    `method` names one coding per page joined by "+": `jpx`, `mixed`, `jpeg`. `dpi` is the lowest
    effective resolution; `legibility` the worst page's figures as plain numbers.
    """

    bytes: int
    method: str
    dpi: int
    legibility: dict[str, float]
    verdict: str
    reason: str
    cpu_seconds: float
    recipe: str
    pages: int
