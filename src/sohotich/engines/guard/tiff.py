"""TIFF: follow the directories, count pages, check that the pixel data lies inside the file."""

from __future__ import annotations

from collections.abc import Iterator

from sohotich.engines.guard.facts import Bad, Limits, OpenedFile, Shape, check_pages, check_pixels

WIDTH, HEIGHT = 256, 257
STRIP_OFFSETS, STRIP_BYTES, TILE_OFFSETS, TILE_BYTES = 273, 279, 324, 325
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 6: 1, 7: 1, 8: 2, 9: 4}  # field type → bytes, whole numbers only
MAX_VALUES = 1_000_000


def check(data: OpenedFile, limits: Limits) -> Shape:
    """Pages and the first page's size; refuse loops, oversize pages and data past the end."""
    reader = _Reader(data)
    shapes = []
    for directory in reader.directories(limits):
        width, height = reader.first(directory, WIDTH), reader.first(directory, HEIGHT)
        check_pixels(width, height, limits)
        _check_data(reader, directory)
        shapes.append((width, height))
    if not shapes:
        raise Bad("anh_hong", detail="không có trang nào")
    return Shape("tiff", pages=len(shapes), width=shapes[0][0], height=shapes[0][1])


def _check_data(reader: _Reader, directory: dict[int, tuple[int, int, int]]) -> None:
    for offsets_tag, bytes_tag in ((STRIP_OFFSETS, STRIP_BYTES), (TILE_OFFSETS, TILE_BYTES)):
        if offsets_tag in directory:
            offsets = reader.values(directory, offsets_tag)
            counts = reader.values(directory, bytes_tag)
            if len(offsets) != len(counts):
                raise Bad("anh_hong", detail="bảng dải TIFF lệch nhau")
            if any(o + c > reader.size for o, c in zip(offsets, counts, strict=True)):
                raise Bad("anh_cut")
            return
    raise Bad("anh_hong", detail="không có dữ liệu ảnh")


class _Reader:
    def __init__(self, data: OpenedFile) -> None:
        self.data = data
        self.size = len(data)
        self.order = "little" if data[:2] == b"II" else "big"

    def number(self, at: int, length: int) -> int:
        if at < 0 or at + length > self.size:
            raise Bad("anh_cut")
        little = self.order == "little"
        return int.from_bytes(self.data[at : at + length], "little" if little else "big")

    def directories(self, limits: Limits) -> Iterator[dict[int, tuple[int, int, int]]]:
        """Each directory as tag → (type, count, where the value or its offset stands)."""
        at, seen = self.number(4, 4), set[int]()
        while at:
            if at in seen:
                raise Bad("anh_hong", detail="trang TIFF nối vòng")
            seen.add(at)
            check_pages(len(seen), limits)
            count = self.number(at, 2)
            entries = [at + 2 + 12 * i for i in range(count)]
            yield {
                self.number(e, 2): (self.number(e + 2, 2), self.number(e + 4, 4), e + 8)
                for e in entries
            }
            at = self.number(at + 2 + 12 * count, 4)

    def values(self, directory: dict[int, tuple[int, int, int]], tag: int) -> list[int]:
        if tag not in directory:
            raise Bad("anh_hong", detail=f"thiếu mục TIFF {tag}")
        kind, count, at = directory[tag]
        width = SIZES.get(kind)
        if width is None or not 0 < count <= MAX_VALUES:
            raise Bad("anh_hong", detail=f"mục TIFF {tag} sai kiểu")
        if width * count > 4:
            at = self.number(at, 4)
        return [self.number(at + i * width, width) for i in range(count)]

    def first(self, directory: dict[int, tuple[int, int, int]], tag: int) -> int:
        return self.values(directory, tag)[0]
