"""Geometry of the small server-drawn pictures: attributes of SVG, so no style is needed."""

from collections.abc import Sequence

from msgspec import Struct

SPARK_WIDTH, SPARK_HEIGHT, SPARK_MARGIN = 88, 24, 3


class Spark(Struct, frozen=True):
    """A line of few values: its points, and where the last one stands."""

    points: str
    x: float
    y: float


class Segment(Struct, frozen=True):
    """A part of a bar a thousand wide."""

    x: float
    width: float
    percent: int


def spark(values: Sequence[float | None]) -> Spark | None:
    """The line through the values that are known; None for fewer than two."""
    known = [(place, value) for place, value in enumerate(values) if value is not None]
    if len(known) < 2:
        return None
    low, high = min(v for _, v in known), max(v for _, v in known)
    step = (SPARK_WIDTH - 2 * SPARK_MARGIN) / (len(values) - 1)
    rise = (SPARK_HEIGHT - 2 * SPARK_MARGIN) / ((high - low) or 1)
    places = [(SPARK_MARGIN + place * step, SPARK_HEIGHT - SPARK_MARGIN - (v - low) * rise) for place, v in known]
    return Spark(" ".join(f"{x:.1f},{y:.1f}" for x, y in places), round(places[-1][0], 1), round(places[-1][1], 1))


def shares(amounts: Sequence[int]) -> list[Segment]:
    """Each amount's part of the bar; negative ones take no room."""
    total = sum(max(amount, 0) for amount in amounts) or 1
    segments, x = [], 0.0
    for amount in amounts:
        width = max(amount, 0) * 1000 / total
        segments.append(Segment(round(x, 1), round(max(width - 3, 0), 1), round(max(amount, 0) * 100 / total)))
        x += width
    return segments
