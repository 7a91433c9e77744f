"""Who belongs to whom in a record, for offers: tables of what the forms themselves say."""

from __future__ import annotations

from typing import Final

from sohotich.domain.schema import RecordType

# Type and role → name lines whose family name is mostly this person's too.
RELATED: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    ("KS", "nks"): ("chaHoTen",),
    ("KS", "cha"): ("nksHoTen",),
    ("CMC", "nc"): ("cmHoTen",),
    ("CN", "con"): ("chaHoTen",),
}
# Type → roles that stand together in entry after entry: one family's children.
PARENTS: Final[dict[str, tuple[str, ...]]] = {"KS": ("cha", "me"), "CN": ("cha", "me")}

# What registers call the declarant's bond, by which line of the record names the same person.
# Inferred from the wording of printed forms; what a book says itself comes before.
_BONDS: Final = {
    "chaHoTen": ("Bố đẻ", "Cha đẻ", "Cha", "Bố"),
    "meHoTen": ("Mẹ đẻ", "Mẹ"),
    "": ("Ông nội", "Bà nội", "Ông ngoại", "Bà ngoại", "Bác ruột", "Chú ruột", "Cô ruột", "Dì ruột",
         "Con", "Vợ", "Chồng", "Anh", "Chị", "Em", "Cháu"),
}  # fmt: skip
_POSTS: Final = ("Chủ tịch", "Phó Chủ tịch", "Ủy viên thư ký", "Công chức tư pháp - hộ tịch")


def relation_seeds(kind: RecordType) -> dict[str, list[str]]:
    """Phrases offered by line before the book has any of its own."""
    bond = next((key for key in ("nycQuanHe",) if key in kind.by_key), "")
    names = {role.name_field for role in kind.persons}
    found = {
        f"{bond}|{who}": list(words)
        for who, words in _BONDS.items()
        if bond and (not who or who in names)
    }
    posts = (key for key in kind.by_key if key.startswith("chucVu"))
    return found | {key: list(_POSTS) for key in posts}
