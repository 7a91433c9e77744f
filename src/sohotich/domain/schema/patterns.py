"""How values of some kinds are written, as expressions every tool reads the same way."""

from sohotich.domain.schema.field import Kind

PATTERNS: dict[Kind, str] = {
    Kind.DATE: r"(?:(?:[0-9]{2}\.)?[0-9]{2}\.)?[0-9]{4}",
    # A letter or "bis" may follow the number: entries squeezed in later.
    Kind.NUMBER: r"[0-9]{1,5} ?[A-Za-z]{0,8}/[0-9]{4}",
    Kind.BOOK: r"[0-9]{1,4}[A-Za-z]?/[0-9]{4}(?:-[0-9]{4})?",
    Kind.PAGE: r"[0-9]+",
    Kind.PERSONAL_ID: r"[0-9]{12}",
}
"""Kind -> what a whole value must match; kinds that are not here hold any text or a list's."""
