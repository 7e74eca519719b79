"""Small numbers said roughly: a count must not tell of one reader."""

FEW = 5  # fewer than this, but some: "a few"
STEP = 5


def rough(count: int) -> int | None:
    """The count as it may be told: 0, None for "a few", else to the nearest five."""
    if 0 < count < FEW:
        return None
    return max(0, (count + STEP // 2) // STEP * STEP)


def drawn(count: int) -> int:
    """How high a column stands for it: "a few" are drawn alike, however many they are."""
    told = rough(count)
    return FEW // 2 if told is None else told
