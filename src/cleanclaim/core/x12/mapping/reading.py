"""From segments to a value, by the rows of its class."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from msgspec import structs

from cleanclaim.core.x12.elements import amount_if_given, day, malformed
from cleanclaim.core.x12.encoder import Kept
from cleanclaim.core.x12.errors import MalformedSegment
from cleanclaim.core.x12.mapping.period import period_of
from cleanclaim.core.x12.mapping.template import Cell, Inner, Line, Plan, Slot, plan_of
from cleanclaim.core.x12.segment import Delimiters, Segment

_LEVEL = "level"
Part = TypeVar("Part", str, tuple[str, ...])


def _lacking(cls: type[Any], name: str, segments: Sequence[Segment]) -> MalformedSegment:
    """What is said when the loop lacks a segment that its value cannot do without."""
    place = segments[0] if segments else Segment(0, ("",))
    message = f"the {name.replace('_', ' ')} is missing in what follows"
    return MalformedSegment(message, segment=place.number, loop=getattr(cls, "loop", ""), element=place.id)


class LoopReader:
    """Reads the loops of one transaction."""

    def __init__(self, guide: str, delimiters: Delimiters) -> None:
        self._guide, self._delimiters = guide, delimiters

    def read(self, cls: type[Any], segments: Sequence[Segment], **more: Any) -> Any:
        """A value of the class; raises MalformedSegment for an unreadable amount or day."""
        plan = plan_of(cls, self._guide)
        own, blocks = self._divided(plan, segments)
        fields: dict[str, Any] = {"also": more.pop("also", ())}
        for segment in own:
            self._take(plan, segment, fields)
        for inner, block in blocks:
            self._put(inner, self.read(inner.cls, block), fields)
        self._mark(plan, own, fields)
        more |= {name: value for name, value in fields.items() if name != "also" or value}
        lacking = [field.name for field in structs.fields(cls) if field.required and field.name not in more]
        if lacking:
            raise _lacking(cls, lacking[0], segments)
        return cls(**more)

    def _divided(
        self, plan: Plan, segments: Sequence[Segment]
    ) -> tuple[list[Segment], list[tuple[Inner, list[Segment]]]]:
        """Its own segments, and those of each loop inside."""
        inside = [(inner, plan_of(inner.cls, self._guide)) for inner in plan.inner if hasattr(inner.cls, "loop")]
        inside = [(inner, loop) for inner, loop in inside if not hasattr(inner.cls, _LEVEL)]
        own_names = {line.name for line in plan.lines}
        names = own_names | {
            name for inner in plan.inner if not hasattr(inner.cls, "loop") for name in self._names(inner)
        }
        own: list[Segment] = []
        blocks: list[tuple[Inner, list[Segment]]] = []
        known: frozenset[str] = frozenset()
        for segment in segments:
            opened = self._opened(segment, inside, is_own=segment.id in own_names)
            if opened:
                known = opened[1].names
                blocks.append((opened[0], [segment]))
            elif blocks and (segment.id in known or segment.id not in names):
                blocks[-1][1].append(segment)
            else:
                own.append(segment)
        return own, blocks

    def _opened(
        self, segment: Segment, inside: Sequence[tuple[Inner, Plan]], *, is_own: bool
    ) -> tuple[Inner, Plan] | None:
        """The loop that the segment opens; where only one opens with its name, whatever its codes say."""
        some = [one for one in inside if one[1].order and one[1].order.opening.name == segment.id]
        if len(some) == 1 and not is_own:
            return some[0]
        return next((one for one in some if one[1].is_of(segment, self._delimiters)), None)

    def _names(self, inner: Inner) -> frozenset[str]:
        return plan_of(inner.cls, self._guide).names

    def _take(self, plan: Plan, segment: Segment, fields: dict[str, Any]) -> None:
        """Into the first row that it fits and that is still free, else besides."""
        for item in plan.items:
            if isinstance(item, Line):
                is_free = not any(slot.field in fields for slot in item.slots) and any(item.slots)
                if is_free and item.fits(segment, self._delimiters):
                    fields.update(self._fields(item, segment, plan))
                    return
            elif self._is_one(item, segment) and (item.is_many or item.field not in fields):
                self._put(item, self.read(item.cls, [segment]), fields)
                return
        if not any(line.around and line.fits(segment, self._delimiters) for line in plan.lines):
            fields["also"] += (self.kept(segment),)

    def _is_one(self, inner: Inner, segment: Segment) -> bool:
        """Whether the segment is a value of a class that stands for segments."""
        return not hasattr(inner.cls, "loop") and plan_of(inner.cls, self._guide).is_of(segment, self._delimiters)

    def _mark(self, plan: Plan, own: Sequence[Segment], fields: dict[str, Any]) -> None:
        """Segments that stand around values (LS, LE) are kept besides where there are none."""
        for line in plan.lines:
            if line.around and not fields.get(line.around):
                some = [segment for segment in own if line.fits(segment, self._delimiters)]
                fields["also"] += tuple(self.kept(segment) for segment in some)

    def _put(self, inner: Inner, value: Any, fields: dict[str, Any]) -> None:
        fields[inner.field] = (*fields.get(inner.field, ()), value) if inner.is_many else value

    def _fields(self, line: Line, segment: Segment, plan: Plan) -> Iterator[tuple[str, Any]]:
        loop = plan.order.id if plan.order else ""
        for position, cell in line.cells:
            if isinstance(cell, Slot):
                yield cell.field, self._value(cell, segment, position, loop)
            elif isinstance(cell, tuple):
                yield from _parts(cell, segment.components(position, self._delimiters))

    def _value(self, slot: Slot, segment: Segment, position: int, loop: str) -> Any:
        text = segment[position]
        match slot.kind:
            case "cents":
                return amount_if_given(segment, position, loop=loop)
            case "day":
                return day(segment, position, loop=loop)
            case "dated" | "period":
                return _dated(slot, segment, position, loop)
            case "repeats":
                return segment.repeats(position, self._delimiters)
            case "spread":
                return _trimmed([segment[at] for at in range(position, position + slot.width)])
            case "composites":
                places = range(position, position + slot.width)
                return _trimmed([segment.components(at, self._delimiters) if segment[at] else () for at in places])
            case _:
                return text

    def kept(self, segment: Segment) -> Kept:
        """The segment as sent, composites and repeats apart."""
        return tuple(self._element(text) for text in segment.elements)

    def _element(self, text: str) -> str | tuple[str | tuple[str, ...], ...]:
        component, repetition = self._delimiters.component, self._delimiters.repetition
        if repetition and repetition in text:
            return tuple(tuple(repeat.split(component)) for repeat in text.split(repetition))
        return tuple(text.split(component)) if component in text else text


def _dated(slot: Slot, segment: Segment, position: int, loop: str) -> Any:
    """A day or a period behind its format qualifier."""
    qualifier, text = segment[position], segment[position + 1]
    if not qualifier and not text:
        return None
    found = period_of(qualifier, text)
    if found is None or (slot.kind == "dated" and found.last):
        raise malformed(segment, position + 1, f"{text!r} is not a date of format {qualifier!r}", loop=loop)
    return found.first if slot.kind == "dated" else found


def _parts(cells: Sequence[Cell], parts: Sequence[str]) -> Iterator[tuple[str, Any]]:
    position = 0
    for cell in cells:
        width = cell.width if isinstance(cell, Slot) else 1
        texts = [*parts[position : position + width], *[""] * width][:width]
        position += width
        if isinstance(cell, Slot):
            yield cell.field, _trimmed(texts) if cell.kind == "spread" else texts[0]


def _trimmed(texts: list[Part]) -> tuple[Part, ...]:
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)
