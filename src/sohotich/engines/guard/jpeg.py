"""JPEG: walk the markers up to the first scan, then look for the end of the image."""

from __future__ import annotations

from sohotich.engines.guard.facts import Bad, Limits, OpenedFile, Shape, check_pixels

# Start-of-frame markers that Pillow decodes: baseline, extended, progressive (Huffman).
FRAMES = {0xC0, 0xC1, 0xC2}
OTHER_FRAMES = {0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
BARE = {0x01, *range(0xD0, 0xD9)}  # markers without a length
START_OF_SCAN, END_OF_IMAGE = 0xDA, b"\xff\xd9"
MAX_SEGMENTS = 10_000


def check(data: OpenedFile, limits: Limits) -> Shape:
    """Size from the frame header; refuse when the entropy-coded data has no end marker."""
    at, size = 2, None
    for _ in range(MAX_SEGMENTS):
        marker, at = _marker(data, at)
        if marker in BARE:
            continue
        length = int.from_bytes(data[at : at + 2], "big")
        if length < 2:
            raise Bad("anh_hong", detail="đoạn JPEG sai độ dài")
        if marker in OTHER_FRAMES:
            raise Bad("anh_hong", detail="kiểu nén JPEG không dùng trong máy quét")
        if marker in FRAMES:
            size = _frame(data[at : at + length], limits)
        at += length
        if marker == START_OF_SCAN:
            break
    if size is None:
        raise Bad("anh_hong", detail="không có khung ảnh")
    if data.find(END_OF_IMAGE, at) < 0:
        raise Bad("anh_cut")
    return Shape("jpeg", width=size[0], height=size[1])


def _marker(data: OpenedFile, at: int) -> tuple[int, int]:
    if at + 4 > len(data):
        raise Bad("anh_cut")
    if data[at] != 0xFF:
        raise Bad("anh_hong", detail="mất dấu đoạn JPEG")
    while at + 1 < len(data) and data[at + 1] == 0xFF:  # fill bytes are allowed before a marker
        at += 1
    if at + 4 > len(data):
        raise Bad("anh_cut")
    return data[at + 1], at + 2


def _frame(segment: bytes, limits: Limits) -> tuple[int, int]:
    if len(segment) < 8:
        raise Bad("anh_cut")
    height, width = int.from_bytes(segment[3:5], "big"), int.from_bytes(segment[5:7], "big")
    if segment[7] not in (1, 3, 4):
        raise Bad("anh_hong", detail="số kênh màu lạ")
    check_pixels(width, height, limits)
    return width, height
