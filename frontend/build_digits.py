"""Cut Inter down to its ten tabular digits, one small font per weight.

Be Vietnam Pro has no tabular figures, so the interface takes its digits from Inter by
`unicode-range`. The tabular shapes become the default glyphs here: the page needs no font feature.
"""

from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
SOURCE = HERE.parent / "node_modules/@fontsource/inter/files"
TARGET = HERE / "build"
WEIGHTS = (400, 500, 600)
DIGITS = range(0x30, 0x3A)


def tabular_names(font: TTFont) -> dict[str, str]:
    """Return, for each glyph that the `tnum` feature replaces, the glyph it becomes."""
    table = font["GSUB"].table
    chosen = {
        index
        for feature in table.FeatureList.FeatureRecord
        if feature.FeatureTag == "tnum"
        for index in feature.Feature.LookupListIndex
    }
    names: dict[str, str] = {}
    for index in chosen:
        for subtable in table.LookupList.Lookup[index].SubTable:
            names.update(getattr(subtable, "ExtSubTable", subtable).mapping)
    return names


def cut(weight: int) -> Path:
    """Write the digits of one weight as WOFF2 and return the file's path."""
    font = TTFont(SOURCE / f"inter-latin-{weight}-normal.woff2")
    tabular = tabular_names(font)
    for table in font["cmap"].tables:
        for code in DIGITS:
            if code in table.cmap:
                table.cmap[code] = tabular.get(table.cmap[code], table.cmap[code])
    options = Options(flavor="woff2", layout_features=[], hinting=False, name_IDs=[1, 2, 13, 14])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=DIGITS)
    subsetter.subset(font)
    font.flavor = "woff2"
    target = TARGET / f"inter-digits-{weight}.woff2"
    font.save(target)
    return target


if __name__ == "__main__":
    TARGET.mkdir(exist_ok=True)
    for weight in WEIGHTS:
        cut(weight)
