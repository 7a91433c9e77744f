"""Figures as Vietnamese officials write them: 327.822 and 43,2 %."""


def grouped(value: int) -> str:
    """327822 → `327.822`."""
    return f"{value:,}".replace(",", ".")


def share(part: int, whole: int, digits: int = 1) -> str:
    """432 of 1000 → `43,2 %`; of nothing `–`. Rounded down: 100 % means all."""
    if not whole:
        return "–"
    scale = 10**digits
    floored = part * 100 * scale // whole
    return f"{floored // scale},{floored % scale:0{digits}d} %" if digits else f"{floored} %"
