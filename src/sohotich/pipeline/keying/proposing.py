"""Where the fields stand on a picture as a machine finds them by the printed labels: a proposal
that whoever shows the places looks at, mends and confirms. Nothing of it is kept by itself.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sohotich.foundation.files.services import open_link
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.register.books.models import Layout
from sohotich.register.books.selectors import form_of
from sohotich.register.images.selectors import image_of
from sohotich.register.ledger.models import Entry

# One page at a time in each process: the program takes two seconds of a core.
_READING: Final = threading.Lock()
_WAIT_SECONDS: Final = 5.0
NO_PICTURE: Final = "Số này chưa có ảnh."
BUSY: Final = "Máy đang tìm cho người khác. Thử lại sau ít giây."
NONE_FOUND: Final = "Không tìm thấy nhãn in của ô nào. Chỉ vị trí các ô bằng chuột."


@dataclass(frozen=True)
class Proposed:
    """`places`: field → {x, y, w, h, sure}, shares of the picture, `sure` from 0 to 1; `words`:
    why there are none.
    """

    places: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    words: str = ""


def regions_proposed(*, actor: Actor, entry: Entry) -> Proposed:
    """Look for the printed labels on the registration's picture; audited as its opening."""
    ensure(actor, "region.teach", entry.unit_code)
    image = image_of(entry)
    if image is None or image.view is None:
        return Proposed(words=NO_PICTURE)
    # Only whoever asks pays for loading these.
    from sohotich.engines.recognition.tesseract import PrintUnread, absent_words

    if words := absent_words():
        return Proposed(words=words)
    with open_link(actor=actor, link=image.view, purpose="regions") as file:
        jpeg = file.read()
    if not _READING.acquire(timeout=_WAIT_SECONDS):
        return Proposed(words=BUSY)
    try:
        return _found(jpeg, entry)
    except PrintUnread as error:
        return Proposed(words=str(error))
    finally:
        _READING.release()


def _found(jpeg: bytes, entry: Entry) -> Proposed:
    from sohotich.engines.recognition.field_places import propose_places
    from sohotich.engines.recognition.tesseract import read_print

    book = entry.book
    pixels = _pixels(jpeg)
    places = propose_places(
        pixels,
        read_print(pixels),
        book.type_code,
        form_of(book, entry.year),
        leaves=book.layout == Layout.SPREAD,
    )
    boxes = {
        key: dict(zip("xywh", place.box, strict=True)) | {"sure": place.confidence}
        for key, place in places.items()
    }
    return Proposed(boxes, "" if boxes else NONE_FOUND)


def _pixels(jpeg: bytes) -> Any:
    import io

    import numpy as np
    from PIL import Image

    with Image.open(io.BytesIO(jpeg)) as image:
        return np.asarray(image.convert("RGB"))
