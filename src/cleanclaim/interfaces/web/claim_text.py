"""One claim's own segments out of the interchange it was sent in; other patients' stay out."""

OPENING = {"ISA", "GS", "ST", "BHT"}
ENDS = {"CLM", "HL", "SE"}


def segments_of(content: bytes, control_number: str) -> str:
    """The envelope's opening, the claim's subscriber and patient levels and the claim itself, one segment a line."""
    text = content.decode("ascii", "replace")
    element, end = text[3], text[105]
    rows = [row.strip() for row in text.split(end) if row.strip()]
    names = [row.partition(element)[0] for row in rows]
    at = next(i for i, row in enumerate(rows) if row.startswith(f"CLM{element}{control_number}{element}"))
    levels = _levels(rows, names, at, element)
    last = next(i for i in range(at + 1, len(rows)) if names[i] in ENDS)
    opening = [row for row, name in zip(rows, names, strict=True) if name in OPENING][:4]
    return "\n".join(f"{row}{end}" for row in [*opening, *levels, *rows[at:last]])


def _levels(rows: list[str], names: list[str], at: int, element: str) -> list[str]:
    """The hierarchical levels the claim hangs on, outermost first, each up to its first claim or lower level."""
    levels: list[list[str]] = []
    wanted = ""
    for start in range(at - 1, -1, -1):
        if names[start] != "HL":
            continue
        _, number, parent, *_ = rows[start].split(element)
        if wanted and number != wanted:
            continue
        stop = next(i for i in range(start + 1, len(rows)) if names[i] in ENDS)
        levels.append(rows[start:stop])
        wanted = parent
        if not parent:
            break
    return [row for level in reversed(levels) for row in level]
