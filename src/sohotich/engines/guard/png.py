"""PNG: walk the chunks, check every checksum, demand the closing chunk."""

from __future__ import annotations

import zlib

from sohotich.engines.guard.facts import Bad, Limits, OpenedFile, Shape, check_pixels

PIECE = 1 << 20


def check(data: OpenedFile, limits: Limits) -> Shape:
    """Size from IHDR; a missing IEND means a truncated file, a wrong CRC a damaged one."""
    at, size, has_data = 8, None, False
    while True:
        if at + 12 > len(data):
            raise Bad("anh_cut")
        length, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if at + 12 + length > len(data):
            raise Bad("anh_cut")
        _check_crc(data, at + 4, length + 4)
        if size is None:
            size = _header(name, data[at + 8 : at + 8 + length], limits)
        has_data = has_data or name == b"IDAT"
        at += 12 + length
        if name == b"IEND":
            break
    if not has_data:
        raise Bad("anh_hong", detail="không có dữ liệu ảnh")
    return Shape("png", width=size[0], height=size[1])


def _header(name: bytes, body: bytes, limits: Limits) -> tuple[int, int]:
    if name != b"IHDR" or len(body) != 13:
        raise Bad("anh_hong", detail="thiếu đầu PNG")
    width, height = int.from_bytes(body[:4], "big"), int.from_bytes(body[4:8], "big")
    check_pixels(width, height, limits)
    return width, height


def _check_crc(data: OpenedFile, start: int, length: int) -> None:
    crc = 0
    for at in range(start, start + length, PIECE):
        crc = zlib.crc32(data[at : min(at + PIECE, start + length)], crc)
    if crc != int.from_bytes(data[start + length : start + length + 4], "big"):
        raise Bad("anh_hong", detail="sai tổng kiểm PNG")
