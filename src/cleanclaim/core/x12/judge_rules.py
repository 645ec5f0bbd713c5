"""SNIP 4: situational rules, read from `guides/rules/*.yaml`.  `837p.yaml` there says how a rule is written."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from cleanclaim.core.x12.judge_forms import FORMS
from cleanclaim.core.x12.judge_frame import Frame, Row
from cleanclaim.core.x12.judge_paths import NoSuchPlace, Path, Value
from cleanclaim.core.x12.judge_plan import Node, Plan
from cleanclaim.core.x12.judge_walk import BAD_VALUE, Walk
from cleanclaim.core.x12.problem import Trigger

SITUATIONS = 4
SEGMENT_NEEDED, LOOP_NEEDED, SEGMENT_FORBIDDEN = "I6", "I7", "I9"  # IK304
ELEMENT_NEEDED, ELEMENT_FORBIDDEN = "I9", "I13"  # IK403
ANYWHERE = "any"
_RULE = re.compile(r"(?:when (.+?) (?=needs |forbids |then ))?(?:then )?(needs|forbids)?(.+)")
_CONDITION = re.compile(r"(no )?(\S+)(?: (=|in|!=) (\S+))?")
_CLAIM = re.compile(r"(.+?) (is|in|=|among|points to|counts|once|differ except)(?: (.+))?")

Reason = Value | Row | None
"""What made a rule apply: an element, a segment, or nothing that could be shown."""


def add_rules(plan: Plan, table: dict[str, list[str]]) -> None:
    """Every rule of a table with each loop that it looks at; those of `any` wherever the guide has what they name."""
    for loop, lines in table.items():
        nodes = [node for node in plan.nodes if str(loop) in {ANYWHERE, node.id}]
        assert nodes, f"rules for loop {loop}, which {plan.guide.name} does not have"
        for line in lines:
            for node in nodes:
                try:
                    rule = Rule(line, node)
                except NoSuchPlace:
                    if loop != ANYWHERE:
                        raise
                else:
                    _add(rule, node)


def _add(rule: "Rule", node: Node) -> None:
    """A rule about one segment is asked once for each text; any other when its loop ends."""
    if not rule.is_of_one_segment:
        node.checks.append((rule.gate, rule))
        return
    for slot in node.slots:
        if slot.bit & rule.gate:
            outer = next((one for one in node.parent.slots if one.child is node), slot) if node.parent else slot
            place = slot if slot.index else outer
            place.own_rules.append((node, slot.index, rule))
            place.decisive = tuple(sorted({*place.decisive, *rule.positions}))


@lru_cache(maxsize=64)
def _numbers(count: int) -> frozenset[str]:
    return frozenset(map(str, range(1, count + 1)))


class Condition:
    """`REF*F8`, `no DMG`, `SBR02 = 18`, `CLM05-3 in 7|8`, `SBR01 != P`."""

    def __init__(self, text: str, node: Node) -> None:
        match = _CONDITION.fullmatch(text)
        assert match, f"condition: {text}"
        self.path, self.is_said, self._is_other = Path(match[2], node), not match[1], match[3] == "!="
        self._codes = frozenset(match[4].split("|")) if match[4] else None
        if self._codes and not self._is_other and not self.path.may_hold(self._codes):
            raise NoSuchPlace(text)

    def holds(self, frame: Frame, walk: Walk) -> bool:
        """Whether it is so."""
        if self._codes is None:
            return self.path.is_there(frame, walk) is self.is_said
        texts = self.path.texts(frame, walk)
        return not (self._codes.issuperset(texts) if self._is_other else self._codes.isdisjoint(texts))

    def shown(self, frame: Frame, walk: Walk) -> Reason:
        """What shows that it is so; None for what is not there."""
        if self._codes is None:
            return self.path.found(frame, walk)
        values = self.path.values(frame, walk)
        return next(value for value in values if (value.text in self._codes) is not self._is_other)

    def is_met(self, elements: list[str], walk: Walk) -> bool:
        """The same, where the path is about this one segment."""
        if not self.path.positions:
            return self.is_said
        texts = self.path.read(elements, walk.component)
        if self._codes is None:
            return bool(texts) is self.is_said
        return not (self._codes.issuperset(texts) if self._is_other else self._codes.isdisjoint(texts))


class Rule:
    """One line of a table, for one loop: looks when the loop has closed."""

    def __init__(self, line: str, node: Node) -> None:
        match = _RULE.fullmatch(line)
        assert match, f"rule: {line}"
        self.line, self._node = line, node
        self._when = [Condition(text, node) for text in match[1].split(" and ")] if match[1] else []
        self._words = f" when {match[1]}" if match[1] else ""
        verb, rest = match[2], match[3].strip()
        self._look: Callable[[Frame, Walk], None]
        self._holds: Callable[[list[Sequence[str]], Walk], bool]  # for one segment
        self._is_plain = True  # whether it may look at nothing but one segment
        if verb:
            self._asks(verb, rest)
        else:
            self._look = self._claim(rest)

        paths = [*(condition.path for condition in self._when), *self._paths]
        self._texts = self._paths[0].texts if len(self._paths) == 1 else self._texts_of_all
        self.gate = self._gate(verb)
        self.positions = {position for path in paths for position in path.positions}
        self.is_of_one_segment = self._is_plain and self._speaks_of_one_segment(paths)

    def _speaks_of_one_segment(self, paths: Sequence[Path]) -> bool:
        """Whether all it reads stands in one and the same segment of its loop."""
        first = paths[0].indexes
        same = bool(first) and all(path.is_near and path.indexes == first for path in paths)
        return same and all(path.positions for path in self._paths)

    def _asks(self, verb: str, rest: str) -> None:
        """ "needs A, B", "needs A or B", "forbids A"."""
        self._is_any = " or " in rest
        self._paths = [Path(text, self._node) for text in re.split(", | or ", rest)]
        self._look = self._needs if verb == "needs" else self._forbids
        whole = any if self._is_any else all
        self._holds = (lambda some, _: whole(some)) if verb == "needs" else (lambda some, _: not any(some))

    def _gate(self, verb: str | None) -> int:
        """What the loop must have seen for the rule to matter; 0 when that cannot be told."""
        said = next((condition.path.gate for condition in self._when if condition.is_said and condition.path.gate), 0)
        return said or (0 if verb == "needs" else self._paths[-1].gate)

    def __call__(self, frame: Frame, walk: Walk) -> None:
        for condition in self._when:
            if not condition.holds(frame, walk):
                return
        self._look(frame, walk)

    def is_right(self, elements: list[str], walk: Walk) -> bool:
        """Whether a rule about one segment finds no fault with it."""
        if not all(condition.is_met(elements, walk) for condition in self._when):
            return True
        texts = [path.read(elements, walk.component) for path in self._paths]
        return self._holds(texts, walk)

    def _needs(self, frame: Frame, walk: Walk) -> None:
        missing = [path for path in self._paths if not path.is_there(frame, walk)]
        if self._is_any and len(missing) < len(self._paths):
            return
        for path in missing[:1] if self._is_any else missing:
            words = " or ".join(map(str, self._paths)) if self._is_any else path.text
            self._blame_missing(path, words, frame, walk)

    def _blame_missing(self, path: Path, words: str, frame: Frame, walk: Walk) -> None:
        row, message = frame.opening, f"{words} is needed{self._words}"
        trigger = self._trigger(frame, walk)
        held = path.segment(frame, walk) if path.positions else None
        if held:
            element = f"{path.positions[0]:02d}{f'-{path.parts[0]}' if path.parts[0] else ''}"
            where = path.node.id
            walk.blame(
                SITUATIONS, ELEMENT_NEEDED, message, held, where, element=element, expected=words, trigger=trigger
            )
        else:
            code = LOOP_NEEDED if path.is_loop else SEGMENT_NEEDED
            loop, name = path.leads_to
            walk.blame(SITUATIONS, code, message, row, loop, name=name, expected=words, trigger=trigger)

    def _forbids(self, frame: Frame, walk: Walk) -> None:
        for path in self._paths:
            if not path.is_there(frame, walk):
                continue
            trigger, message = self._trigger(frame, walk), f"{path} is not to be sent{self._words}"
            for value in path.values(frame, walk):
                walk.blame(
                    *(SITUATIONS, ELEMENT_FORBIDDEN, message, value.row, value.loop),
                    element=value.element,
                    value=value.text,
                    trigger=trigger,
                )
            row = None if path.positions else path.found(frame, walk)
            if isinstance(row, Row):
                walk.blame(SITUATIONS, SEGMENT_FORBIDDEN, message, row, path.leads_to[0], trigger=trigger)

    def _claim(self, text: str) -> Callable[[Frame, Walk], None]:
        """What is said of values: `NM109 is an npi`, `SVD01 among 2330B.NM109`, `LX01 counts`."""
        match = _CLAIM.fullmatch(text)
        assert match, f"rule: {text}"
        subjects, verb, rest = match.groups()
        self._paths = [Path(one, self._node) for one in subjects.split(", ")]
        if verb == "is":
            return self._is(rest)
        if verb in {"in", "="}:
            return self._in(frozenset(rest.split("|")), rest)
        self._is_plain = False
        if verb in {"among", "points to"}:
            self._other = Path(rest, self._node)
            return self._among if verb == "among" else self._points
        self._excepted = frozenset(rest.split("|")) if rest else frozenset[str]()
        self._node.is_kept = self._node.is_kept or verb == "counts"
        return {"counts": self._counts, "once": self._once, "differ except": self._differ}[verb]

    def _texts_of_all(self, frame: Frame, walk: Walk) -> Sequence[str]:
        return [text for path in self._paths for text in path.texts(frame, walk)]

    def _values(self, frame: Frame, walk: Walk) -> Iterator[Value]:
        for path in self._paths:
            yield from path.values(frame, walk)

    def _is(self, name: str) -> Callable[[Frame, Walk], None]:
        form = FORMS[name]
        self._holds = lambda some, walk: all(form.holds(text, walk) for texts in some for text in texts)

        def look(frame: Frame, walk: Walk) -> None:
            if all(form.holds(text, walk) for text in self._texts(frame, walk)):
                return
            for value in self._values(frame, walk):
                if not form.holds(value.text, walk):
                    message = f"{value.text!r} is not {form.expected}{self._words}"
                    self._refuse(value, form.code, message, form.expected, frame, walk)

        return look

    def _in(self, codes: frozenset[str], words: str) -> Callable[[Frame, Walk], None]:
        self._holds = lambda some, _: all(codes.issuperset(texts) for texts in some)

        def look(frame: Frame, walk: Walk) -> None:
            if codes.issuperset(self._texts(frame, walk)):
                return
            for value in self._values(frame, walk):
                if value.text not in codes:
                    message = f"{value.text!r} is not {words}{self._words}"
                    self._refuse(value, BAD_VALUE, message, words, frame, walk)

        return look

    def _among(self, frame: Frame, walk: Walk) -> None:
        known = set(self._other.texts(frame, walk))
        if known.issuperset(self._texts(frame, walk)):
            return
        for value in self._values(frame, walk):
            if value.text not in known:
                message = f"{value.text!r} is no {self._other} of this claim"
                expected = ", ".join(sorted(known))
                self._refuse(value, BAD_VALUE, message, expected, frame, walk)

    def _points(self, frame: Frame, walk: Walk) -> None:
        """Numbers counted from 1 over the values of the other path."""
        texts = self._texts(frame, walk)
        count = len(self._other.texts(frame, walk)) if texts else 0
        if _numbers(count).issuperset(texts):
            return
        for value in self._values(frame, walk):
            if not (value.text.isdecimal() and 1 <= int(value.text) <= count):
                message = f"points to {value.text}, there are {count}"
                self._refuse(value, BAD_VALUE, message, f"1 to {count}", frame, walk)

    def _counts(self, frame: Frame, walk: Walk) -> None:
        """The loop's number among its siblings, from 1."""
        siblings = frame.parent.children if frame.parent else None
        expected = str(len(siblings.get(frame.node, ())) + 1 if siblings else 1)
        if expected in self._texts(frame, walk):
            return
        for value in self._values(frame, walk):
            if value.text != expected:
                message = f"is number {expected} of its kind, not {value.text}"
                self._refuse(value, BAD_VALUE, message, expected, frame, walk)

    def _once(self, frame: Frame, walk: Walk) -> None:
        seen = walk.seen.setdefault(self.line, set())
        texts = self._texts(frame, walk)
        if seen.isdisjoint(texts):
            seen.update(texts)
            return
        for value in self._values(frame, walk):
            if value.text in seen:
                message = f"{value.text!r} stands in this transaction before"
                self._refuse(value, BAD_VALUE, message, "a value used once", frame, walk)

    def _differ(self, frame: Frame, walk: Walk) -> None:
        seen: set[str] = set()
        texts = self._texts(frame, walk)
        if len(set(texts)) == len(texts):
            return
        for value in self._values(frame, walk):
            if value.text in seen and value.text not in self._excepted:
                self._refuse(value, BAD_VALUE, f"{value.text!r} stands twice", "another one", frame, walk)
            seen.add(value.text)

    def _refuse(self, value: Value, code: str, message: str, expected: str, frame: Frame, walk: Walk) -> None:
        trigger = self._trigger(frame, walk)
        walk.blame(
            *(SITUATIONS, code, message, value.row, value.loop),
            element=value.element,
            value=value.text,
            expected=expected,
            trigger=trigger,
        )

    def _trigger(self, frame: Frame, walk: Walk) -> Trigger | None:
        """What made the rule apply, as a 999 names it."""
        reasons = [condition.shown(frame, walk) for condition in self._when]
        reason = next((one for one in reasons if one), None)
        if reason is None:
            return None
        row = reason.row if isinstance(reason, Value) else reason
        name = row.text.partition(walk.separator)[0]
        if isinstance(reason, Row):
            return Trigger(name, walk.position(row), frame.node.id)
        position, _, part = reason.element.partition("-")
        return Trigger(name, walk.position(row), reason.loop, f"{int(position)}{f'-{part}' if part else ''}")
