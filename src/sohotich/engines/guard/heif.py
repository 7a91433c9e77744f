"""HEIC (ISO/IEC 23008-12): walk the boxes for the pictures' sizes and for data past the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sohotich.engines.guard.facts import Bad, Limits, OpenedFile, Shape, check_pixels

# Brands of still pictures coded with HEVC; others of the family (AVIF, films) are not taken.
BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1"})
MAX_BOXES, MAX_ITEMS = 10_000, 10_000
HEAD, LONG_HEAD, FULL = 8, 16, 4  # bytes: a box's head, with a 64-bit size, version and flags


@dataclass(frozen=True, slots=True)
class _Box:
    name: bytes
    start: int  # of the body
    end: int


def is_heif(head: bytes) -> bool:
    """Whether the first bytes are those of the family: a box `ftyp` with one of its brands."""
    size = int.from_bytes(head[:4], "big")
    if head[4:8] != b"ftyp" or size < LONG_HEAD:
        return False
    named = [head[8:12], *(head[at : at + 4] for at in range(16, min(size, len(head)), 4))]
    return any(brand in BRANDS for brand in named)


def check(data: OpenedFile, limits: Limits) -> Shape:
    """The main picture's size as stored, before its own turn; every size is held to the limit.

    A phone's picture may hold more (a stamp, a second exposure): the main one is the page.
    """
    top = {box.name: box for box in _boxes(data, 0, len(data))}
    if b"meta" not in top:
        raise Bad("anh_hong", detail="không có mô tả ảnh HEIC")
    meta = top[b"meta"]
    parts = {box.name: box for box in _boxes(data, meta.start + FULL, meta.end)}
    if not {b"pitm", b"iprp", b"iloc"} <= parts.keys():
        raise Bad("anh_hong", detail="không có ảnh chính HEIC")
    sizes = _sizes(data, parts[b"iprp"], limits)
    width, height = _main_size(data, parts, sizes)
    return Shape("heic", width=width, height=height)


def _boxes(data: OpenedFile, start: int, end: int) -> Iterator[_Box]:
    """The boxes one after the other; `anh_cut` where one runs past its parent."""
    at = start
    for _ in range(MAX_BOXES):
        if at == end:
            return
        if at + HEAD > end:
            raise Bad("anh_cut")
        size, head = int.from_bytes(data[at : at + 4], "big"), HEAD
        if size == 1:
            size, head = int.from_bytes(data[at + HEAD : at + LONG_HEAD], "big"), LONG_HEAD
        size = size or end - at  # 0: to the end
        if size < head:
            raise Bad("anh_hong", detail="hộp HEIC sai độ dài")
        if at + size > end:
            raise Bad("anh_cut")
        yield _Box(data[at + 4 : at + 8], at + head, at + size)
        at += size
    raise Bad("anh_hong", detail="quá nhiều hộp HEIC")


def _sizes(data: OpenedFile, iprp: _Box, limits: Limits) -> dict[int, tuple[int, int]]:
    """Width and height by the number of the property, from 1."""
    groups = {box.name: box for box in _boxes(data, iprp.start, iprp.end)}
    if b"ipco" not in groups:
        raise Bad("anh_hong", detail="không có kích thước ảnh HEIC")
    sizes = {}
    properties = _boxes(data, groups[b"ipco"].start, groups[b"ipco"].end)
    for number, box in enumerate(properties, start=1):
        if box.name == b"ispe":
            width = _number(data, box, FULL, 4)
            height = _number(data, box, FULL + 4, 4)
            check_pixels(width, height, limits)
            sizes[number] = (width, height)
    return sizes


def _main_size(
    data: OpenedFile, parts: dict[bytes, _Box], sizes: dict[int, tuple[int, int]]
) -> tuple[int, int]:
    pitm = parts[b"pitm"]
    main = _number(data, pitm, FULL, 4 if data[pitm.start] else 2)
    for box in _boxes(data, parts[b"iprp"].start, parts[b"iprp"].end):
        for number in _properties_of(data, box, main) if box.name == b"ipma" else ():
            if number in sizes:
                return sizes[number]
    raise Bad("anh_hong", detail="không có kích thước ảnh HEIC")


def _properties_of(data: OpenedFile, ipma: _Box, item: int) -> list[int]:
    """The numbers of the properties of one picture."""
    wide, id_bytes = data[ipma.start + 3] & 1, 4 if data[ipma.start] else 2
    count, at = _number(data, ipma, FULL, 4), FULL + 4
    if count > MAX_ITEMS:
        raise Bad("anh_hong", detail="quá nhiều ảnh trong tệp HEIC")
    for _ in range(count):
        found, many = _number(data, ipma, at, id_bytes), _number(data, ipma, at + id_bytes, 1)
        at += id_bytes + 1
        width = 2 if wide else 1
        if found == item:
            mask = 0x7FFF if wide else 0x7F  # the first bit says that a reader must know it
            return [_number(data, ipma, at + i * width, width) & mask for i in range(many)]
        at += many * width
    return []


def _number(data: OpenedFile, box: _Box, offset: int, length: int) -> int:
    at = box.start + offset
    if at + length > box.end:
        raise Bad("anh_cut")
    return int.from_bytes(data[at : at + length], "big")
