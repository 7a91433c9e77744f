"""What a machine reads in the fields of a registration: told to its first keyer, where the
province wants that, and to nobody else.

A hint is not a value: it is reckoned when it is asked for, kept nowhere, written into no reading,
and no key of the screen takes it. The second keyer's reading has no hints at all, or two people
would agree with one machine.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from sohotich.domain.record_types import code_list, record_type
from sohotich.domain.schema import Field
from sohotich.foundation.files.services import open_link
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.policies import services as policies
from sohotich.pipeline.keying.reader import chosen_reader
from sohotich.pipeline.keying.regions import shown_regions
from sohotich.register.images.selectors import image_of
from sohotich.register.records.models import Reading

if TYPE_CHECKING:
    # Loaded only where somebody is given hints.
    from sohotich.engines.recognition.digits import Hint
    from sohotich.engines.recognition.readers import FieldPicture

FIRST: Final = 1
# Other people's pages must not wait for a reader that is slow: so many of a process ask at once.
_ASKING: Final = threading.BoundedSemaphore(2)
_MOST_CODES: Final = 40
_QUALITY: Final = 85


def may_have_hints(reading: Reading) -> bool:
    """Whether this reading is one that hints are for: the first, and the policy says so."""
    return reading.slot == FIRST and policies.value("recognition.hints") != "off"


def hints_for(*, actor: Actor, reading: Reading) -> dict[str, Hint]:
    """Field → what is read there, for the fields whose place on the picture is known.

    {} for any reading but the first, without the policy, a picture or a reader. The opening of
    the picture is audited.
    """
    if not may_have_hints(reading):
        return {}
    entry = reading.entry
    image = image_of(entry)
    if image is None or image.view is None:
        return {}
    regions = shown_regions(entry.book, entry.year, image).regions
    fields = record_type(reading.type_code).by_key
    wanted = {key: box for key, box in regions.items() if key in fields}
    if not wanted:
        return {}
    with open_link(actor=actor, link=image.view, purpose="hints") as file:
        pieces = _pieces(file.read(), wanted)
    found = _digits(fields, pieces)
    if policies.value("recognition.hints") == "all":
        found = _handwriting(reading.type_code, fields, pieces, found) | found
    return found


def _digits(fields: Mapping[str, Field], pieces: Mapping[str, Any]) -> dict[str, Hint]:
    from sohotich.engines.recognition.digits import READABLE, read_digits
    from sohotich.engines.recognition.wheel import is_there

    if not is_there():
        return {}
    read = {
        key: read_digits(pixels, fields[key].kind)
        for key, pixels in pieces.items()
        if fields[key].kind in READABLE
    }
    return {key: hint for key, hint in read.items() if hint is not None}


def _handwriting(
    type_code: str,
    fields: Mapping[str, Field],
    pieces: Mapping[str, Any],
    known: Mapping[str, Hint],
) -> dict[str, Hint]:
    """What the chosen reader makes of the other fields; {} where it is away, slow or wrong."""
    from sohotich.engines.recognition.digits import Hint
    from sohotich.engines.recognition.readers import ReaderError, checked

    asked = [_picture(fields[key], pixels) for key, pixels in pieces.items() if key not in known]
    if not asked or not _ASKING.acquire(blocking=False):
        return {}
    try:
        reader = chosen_reader()
        if reader is None:
            return {}
        answer = reader.read(type_code, asked)
        guesses = checked(type_code, {one.key for one in asked}, answer)
    except ReaderError:
        return {}
    finally:
        _ASKING.release()
    return {key: Hint(guess.value, guess.confidence) for key, guess in guesses.items()}


def _pieces(jpeg: bytes, regions: Mapping[str, Mapping[str, float]]) -> dict[str, Any]:
    import numpy as np
    from PIL import Image

    with Image.open(io.BytesIO(jpeg)) as image:
        pixels = np.asarray(image.convert("RGB"))
    height, width = pixels.shape[:2]
    return {
        key: pixels[
            round(box["y"] * height) : round((box["y"] + box["h"]) * height),
            round(box["x"] * width) : round((box["x"] + box["w"]) * width),
        ]
        for key, box in regions.items()
    }


def _picture(field: Field, pixels: Any) -> FieldPicture:
    from PIL import Image

    from sohotich.engines.recognition.readers import FieldPicture

    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", quality=_QUALITY)
    items = code_list(field.code_list).items if field.code_list else ()
    codes = tuple(item.label for item in items) if len(items) <= _MOST_CODES else ()
    return FieldPicture(field.key, field.kind.value, field.label, out.getvalue(), codes)
