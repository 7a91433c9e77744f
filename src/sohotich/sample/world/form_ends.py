"""The ends of a form: signatures under the seal, boxes to tick, the column of notes."""

from __future__ import annotations

from sohotich.sample.world.filler import Filler
from sohotich.sample.world.form_parts import Form, Signs, Ticks, signed_by_chair
from sohotich.sample.world.marks import DIAMETER, Box, Hand, Print, Rule, Scribble, Stamp


def signatures(filler: Filler, signs: Signs, box: Box) -> None:
    """Two signature places; the chair's comes with post, seal and name."""
    x0, top, x1, bottom = box
    width, pitch = x1 - x0, filler.pitch
    entry, sheet = filler.area.entry, filler.sheet
    left, right = x0 + 0.24 * width, x0 + 0.73 * width
    for x, title, note in (
        (left, signs.left, "(Ký, ghi rõ họ tên)"),
        (right, signs.right, "(Ký, đóng dấu)"),
    ):
        if title:
            filler.label(x, top + 0.75 * pitch, title, "bold", "m")
            sheet.add(Print(x, top + 1.2 * pitch, filler.label_size * 0.85, note, "italic", "m"))
    if signs.left:
        sheet.add(Scribble(left - 13, top + 1.5 * pitch, 26, 1.5 * pitch, entry, "declarant"))
    if not signed_by_chair(signs):
        if signs.right:
            sheet.add(Scribble(right - 13, top + 1.5 * pitch, 26, 1.5 * pitch, entry, "clerk"))
        return
    if signs.post:
        filler.claim("chucVuNguoiKy", right - 24, top + 2.05 * pitch, 48)
        filler.write(right - 23, top + 2.05 * pitch, 46, filler.slots["chucVuNguoiKy"], centre=True)
    room = bottom - top
    sheet.add(Scribble(right - 16, top + 0.42 * room, 36, 0.36 * room, entry, "chair"))
    lowest = filler.area.box[3] - DIAMETER / 2 - 2  # whole within the entry, which is cut out
    sheet.add(Stamp(right - 13, min(top + 0.58 * room, lowest), entry))
    filler.claim("nguoiKy", right - 32, bottom - 0.25 * pitch, 64)
    filler.write(right - 31, bottom - 0.25 * pitch, 62, filler.slots["nguoiKy"], centre=True)


def notes_column(filler: Filler, form: Form, box: Box) -> None:
    """The column of boxes to tick and of later notes, ruled off from the rest."""
    x0, top, x1, bottom = box
    filler.sheet.add(Rule(x0, top, x0, bottom))
    y = top + 0.8 * filler.pitch
    if form.ticks:
        y = _ticks(filler, form.ticks, x0 + 3, y)
    filler.label((x0 + x1) / 2, y, "GHI CHÚ", "bold", "m")
    filler.area.claim("ghiChu", (x0 + 1, y + 1, x1, bottom))
    lines = max(1, int((bottom - y) / filler.pitch) - 1)
    places = [(x0 + 3, y + (number + 1) * filler.pitch) for number in range(lines)]
    filler.write_lines(filler.slots.get("ghiChu", ""), places, x1 - 2)


def _ticks(filler: Filler, ticks: Ticks, x: float, y: float) -> float:
    side, first = min(3.4, 0.6 * filler.pitch), y
    for label, code in ticks.choices:
        box = (x, y - side + 0.4, x + side, y + 0.4)
        filler.sheet.add(
            Rule(box[0], box[1], box[2], box[1]), Rule(box[0], box[3], box[2], box[3]),
            Rule(box[0], box[1], box[0], box[3]), Rule(box[2], box[1], box[2], box[3]),
        )  # fmt: skip
        if filler.slots.get(ticks.slot) == code:
            filler.sheet.add(Hand(x + 0.15 * side, y, 0.65 * side, "x", filler.area.entry))
        filler.label(x + side + 1.5, y, label)
        y += 0.8 * filler.pitch
    filler.area.claim(ticks.slot, (x - 1, first - side - 0.5, x + 42, y - 0.5 * filler.pitch))
    return y + 0.4 * filler.pitch
