"""How sure a template is: the ministry's own, met in several exports, or only proposed here."""

from enum import StrEnum


class Standing(StrEnum):
    """OFFICIAL: the ministry's file; CONFIRMED: two independent exports agree; PROPOSED: ours."""

    OFFICIAL = "official"
    CONFIRMED = "confirmed"
    PROPOSED = "proposed"

    @property
    def label(self) -> str:
        """As screens, workbooks and commands say it."""
        return _LABELS[self]

    @property
    def warning(self) -> str:
        """What who uses the template must know; "" where there is nothing to warn of."""
        return _WARNINGS.get(self, "")


_LABELS = {
    Standing.OFFICIAL: "mẫu chính thức",
    Standing.CONFIRMED: "mẫu đã xác nhận",
    Standing.PROPOSED: "mẫu dự kiến",
}
_WARNINGS = {
    Standing.PROPOSED: (
        "Mẫu dự kiến: chưa có mẫu nhập của Bộ cho loại sổ này; hỏi Sở Tư pháp trước khi nộp."
    ),
}
