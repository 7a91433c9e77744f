"""How well this machine's readers do on invented pages: labels, digits, readers of handwriting."""

from __future__ import annotations

import io
import resource
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from PIL import Image as Picture

from sohotich.domain.record_types import code_list, record_type
from sohotich.domain.schema import Kind
from sohotich.engines.recognition import number_hint
from sohotich.engines.recognition.digits import READABLE, read_digits
from sohotich.engines.recognition.field_places import propose_places
from sohotich.engines.recognition.readers import FieldPicture, Guess, Reader, Score, checked, score
from sohotich.engines.recognition.tesseract import read_print
from sohotich.sample.reading_truth import Box, Image, Registration

# Under the seal, in boxes to tick or at the page's foot: no label stands before these.
_NO_LABEL: Final = frozenset({"nguoiKy", "chucVuNguoiKy", "loaiDangKy", "trangSo"})
GOOD: Final = 0.5  # share of overlap from which a person would leave a proposed place


@dataclass(frozen=True)
class Places:
    """Fields with a printed line, proposed, overlapping well; (confidence, good) of each."""

    fields: int
    proposed: int
    good: int
    overlap: float
    sure: tuple[tuple[float, bool], ...]
    cpu_seconds: float


@dataclass(frozen=True)
class Digits:
    """Of fields that hold digits: `score` by values, CPU seconds for each."""

    score: Score
    cpu_seconds: float


def measure_places(pages: Sequence[Registration]) -> Places:
    """Labels found by Tesseract against the true places; PrintUnread where it is absent."""
    began, sure, overlaps, fields = _used(), [], [], 0
    for page in pages:
        words = read_print(page.picture)
        found = propose_places(page.picture, words, page.type_code, page.form, leaves=page.leaves)
        labelled = {key: box for key, box in page.places.items() if key not in _NO_LABEL}
        fields += len(labelled)
        for key, box in labelled.items():
            if key in found:
                overlap = shared(found[key].box, box)
                overlaps.append(overlap)
                sure.append((found[key].confidence, overlap >= GOOD))
    good = sum(right for _, right in sure)
    mean = sum(overlaps) / max(1, len(overlaps))
    return Places(
        fields, len(sure), good, mean, tuple(sure), (_used() - began) / max(1, len(pages))
    )


def shared(one: Box, other: Box) -> float:
    """Intersection over union of two boxes (x, y, width, height)."""
    across = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    down = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    if across <= 0 or down <= 0:
        return 0.0
    both = across * down
    return both / (one[2] * one[3] + other[2] * other[3] - both)


def measure_digits(pages: Iterable[Registration]) -> dict[str, Digits]:
    """Numbers and dates read in their true places, by kind of field; ModelsAbsent without them."""
    told: dict[str, list[tuple[str, Guess | None]]] = {}
    spent: dict[str, float] = {}
    for page in pages:
        for key, kind, picture in _digit_fields(page):
            began = _used()
            hint = read_digits(picture, kind)
            spent[kind] = spent.get(kind, 0.0) + _used() - began
            truth = page.values[key]
            truth = truth.split("/")[0] if kind is Kind.NUMBER else truth
            value = "" if hint is None else hint.text
            value = value.split("/")[0].lstrip("0") if kind is Kind.NUMBER else value
            truth = truth.lstrip("0") if kind is Kind.NUMBER else truth
            guess = Guess(value, hint.confidence) if hint is not None else None
            told.setdefault(kind, []).append((truth, guess))
    return {kind: Digits(score(rows), spent[kind] / len(rows)) for kind, rows in told.items()}


def _digit_fields(page: Registration) -> Iterator[tuple[str, Kind, Image]]:
    fields = record_type(page.type_code).by_key
    for key, box in page.places.items():
        kind = fields[key].kind
        if kind in READABLE and key not in _NO_LABEL and page.values.get(key):
            yield key, kind, _piece(page, box)


def measure_numbers(pages: Iterable[Registration]) -> Digits:
    """The number at the head of each registration, its place unknown."""
    rows, began = [], _used()
    for page in pages:
        hint = number_hint(page.picture)
        rows.append((page.number, Guess(*hint) if hint is not None else None))
    return Digits(score(rows), (_used() - began) / max(1, len(rows)))


def measure_reader(reader: Reader, pages: Iterable[Registration]) -> Digits:
    """A reader of handwriting over all written fields, by wall-clock: it may run elsewhere.

    ReaderError where it does not answer.
    """
    rows: list[tuple[str, Guess | None]] = []
    began = time.perf_counter()
    for page in pages:
        keys = [key for key in page.places if key not in _NO_LABEL and page.values.get(key)]
        answer = reader.read(page.type_code, [_asked(page, key) for key in keys])
        guesses = checked(page.type_code, keys, answer)
        rows += [(page.values[key], guesses.get(key)) for key in keys]
    return Digits(score(rows), (time.perf_counter() - began) / max(1, len(rows)))


def _asked(page: Registration, key: str) -> FieldPicture:
    field = record_type(page.type_code).field(key)
    out = io.BytesIO()
    Picture.fromarray(_piece(page, page.places[key])).save(out, "JPEG", quality=85)
    items = code_list(field.code_list).items if field.code_list else ()
    codes = tuple(item.label for item in items) if len(items) <= 40 else ()
    return FieldPicture(key, field.kind.value, field.label, out.getvalue(), codes)


def _piece(page: Registration, box: Box) -> Image:
    height, width = page.picture.shape[:2]
    x, y, across, down = box
    return page.picture[
        max(0, round(y * height)) : round((y + down) * height),
        max(0, round(x * width)) : round((x + across) * width),
    ]


def _used() -> float:
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(part.ru_utime + part.ru_stime for part in map(resource.getrusage, who))
