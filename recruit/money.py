"""Sums and pay as numbers: minor units in rows, whole units as people type them."""

MINOR_UNITS = 100
NARROW_NO_BREAK = "\u202f"
# Whether a sum is what a person gets in hand; «unknown» is neither.
NET = {"net": True, "gross": False}


def minor_units(whole: int | None) -> int | None:
    """Whole units as minor units; unknown stays unknown."""
    return None if whole is None else whole * MINOR_UNITS


def whole_units(minor: int | None) -> str:
    """A sum as one types it: «110 000», with kopecks only where there are some."""
    if minor is None:
        return ""
    whole, rest = divmod(minor, MINOR_UNITS)
    return f"{whole:,}".replace(",", NARROW_NO_BREAK) + (f",{rest:02d}" if rest else "")
