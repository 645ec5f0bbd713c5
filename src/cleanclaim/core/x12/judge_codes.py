"""SNIP 5: codes of lists that others keep, each asked by its day.  What is not loaded is said, never passed."""

import re
from collections.abc import Iterator
from datetime import date

from cleanclaim.core.codesets import CodeSets
from cleanclaim.core.x12.elements import day_of
from cleanclaim.core.x12.judge_frame import Frame, Row, alone
from cleanclaim.core.x12.judge_paths import NoSuchPlace, Path, Value
from cleanclaim.core.x12.judge_plan import Node, Plan
from cleanclaim.core.x12.judge_rules import ANYWHERE, Condition
from cleanclaim.core.x12.judge_tables import FIRST, LAST, TABLES, Quarter, Verdict, quarter_of
from cleanclaim.core.x12.judge_walk import BAD_VALUE, CODE_SETS, Walk

_CODE = re.compile(r"(?:when (.+) then )?(\S+)")
_DAY = 8
_MEMO = 50_000


Known = dict["_Looks", set[str]]
"""Texts that hold only right codes, by who looked."""


class Codes:
    """The code sets that are loaded, and what was already looked up."""

    def __init__(self, codesets: CodeSets | None) -> None:
        self._codesets = codesets
        self._verdicts: dict[tuple[str, str], Verdict] = {}  # the last of each code
        self._days: dict[str, tuple[str, Known]] = {}
        self._quarters: dict[Quarter, Known] = {}

    def verdict(self, table: str, code: str, day: str) -> Verdict:
        """Whether a table has the code on a day (CCYYMMDD; a space when nobody knows it)."""
        found = self._verdicts.get((table, code))
        if found is None or not found.first <= day <= found.last:
            if len(self._verdicts) > _MEMO:
                self._verdicts.clear()
            found = self._verdicts[table, code] = self._looked_up(table, code, day_of(day))
        return found

    def right_about(self, day: str) -> tuple[str, Known]:
        """A day, a space when it is none, and what was found right on every day of the quarter around it."""
        found = self._days.get(day)
        if found is None:
            if len(self._days) > _MEMO:
                self._days.clear()
                self._quarters.clear()
            sure = day if day_of(day) else " "
            found = self._days[day] = sure, self._quarters.setdefault(quarter_of(sure), {})
        return found

    def _looked_up(self, table: str, code: str, on: date | None) -> Verdict:
        words, pattern, look = TABLES[table]
        if not pattern.fullmatch(code):
            return Verdict(f"{code!r} is not {words}", first=FIRST, last=LAST)
        if self._codesets is None or look is None:
            return Verdict(unchecked=table.replace("_", " "), first=FIRST, last=LAST)
        if on is None:
            return Verdict(unchecked=table.replace("_", " "))
        return look(self._codesets, code, on, words)


def add_codes(plan: Plan, table: dict[str, dict[str, str]], days: dict[str, str]) -> None:
    """The codes of a table: loop → place → code set; `days` tells where the day of a loop's codes stands."""
    of_loop = {str(loop): places for loop, places in days.items()}
    for loop, places in table.items():
        for node in plan.nodes:
            if str(loop) in {ANYWHERE, node.id}:
                looks = list(_looks(places, node, is_needed=loop != ANYWHERE))
                gate = 0
                for look in looks:
                    gate |= look.path.bits
                if looks:
                    node.checks.append((gate, _CodesOfLoop(looks, of_loop.get(node.id, ""), node)))


def _looks(places: dict[str, str], node: Node, *, is_needed: bool) -> Iterator["_Look"]:
    for text, name in places.items():
        try:
            yield _Look(text, name, node)
        except NoSuchPlace:
            if is_needed:
                raise


class _Look:
    """One place in the segments of a loop, and the table that its codes are in."""

    def __init__(self, text: str, table: str, node: Node) -> None:
        match = _CODE.fullmatch(text)
        assert match, f"codes: {text}"
        assert table in TABLES, f"codes: {table}"
        self.when = Condition(match[1], node) if match[1] else None
        self.path, self.table = Path(match[2], node), table
        assert self.path.is_near, f"codes: {text} is not in loop {node.id} itself"
        self.sight = self._sight()

    def _sight(self) -> slice | None:
        """The elements of which each decides for itself; None where it takes the whole segment."""
        positions = self.path.positions
        if self.when and (len(positions) > 1 or self.when.path.positions != positions):
            return None
        return self.path.reach


class _CodesOfLoop:
    """Looks up the codes of a loop, all of one day."""

    def __init__(self, looks: list[_Look], day: str, node: Node) -> None:
        self._is_last = day.startswith("last ")
        self._days = [Path(one, node) for one in day.removeprefix("last ").split(", ")] if day else []
        by_place: dict[tuple[int, str], list[_Look]] = {}
        for look in looks:
            for index in look.path.indexes:
                by_place.setdefault((index, str(look.sight)), []).append(look)
        self._places = [_Looks(index, some, node) for (index, _), some in by_place.items()]

    def __call__(self, frame: Frame, walk: Walk) -> None:
        day, known = walk.codes.right_about(self._day(frame, walk) if self._days else walk.made_on)
        for place in self._places:
            rows = frame.rows.get(place.index)
            if rows:
                place(rows, day, known, walk)

    def _day(self, frame: Frame, walk: Walk) -> str:
        """CCYYMMDD: that of the service, else that on which the group was made."""
        for path in self._days:
            text = path.first(frame, walk)
            if text:
                return text[-_DAY:] if self._is_last and "-" in text else text[:_DAY]
        return walk.made_on


class _Looks:
    """The looks at the same elements of a segment; texts right for a whole quarter are looked up once in it."""

    def __init__(self, index: int, looks: list[_Look], node: Node) -> None:
        self.index, self._looks, self._node = index, looks, node
        self._sight = looks[0].sight

    def __call__(self, rows: list[Row], day: str, known: Known, walk: Walk) -> None:
        right = known.get(self)
        if right is None or len(right) > _MEMO:
            right = known[self] = {""}
        sight = self._sight
        for row in rows:
            if row.text not in right if sight is None else not right.issuperset(row.elements(walk.separator)[sight]):
                self._look_up(row, day, right, walk)

    def _look_up(self, row: Row, day: str, right: set[str], walk: Walk) -> None:
        """Blames what is wrong in a segment, counts what cannot be looked up, and remembers what is right."""
        elements, frame = row.elements(walk.separator), alone(row, self._node, self.index)
        wrong, quarter = set[str](), quarter_of(day)
        for look in self._looks:
            if look.when and not look.when.holds(frame, walk):
                continue
            for value in look.path.values(frame, walk):
                text = elements[int(value.element[:2])] if self._sight else row.text
                if text in right:
                    continue
                verdict = walk.codes.verdict(look.table, value.text, day)
                if not verdict.is_right:
                    self._blame(look, value, verdict, walk)
                if not verdict.is_right_in(quarter):
                    wrong.add(text)
        right.update({*(elements[self._sight] if self._sight else (row.text,))} - wrong)

    def _blame(self, look: _Look, value: Value, verdict: Verdict, walk: Walk) -> None:
        if verdict.unchecked:
            walk.unchecked[verdict.unchecked] = walk.unchecked.get(verdict.unchecked, 0) + 1
            return
        walk.blame(
            *(CODE_SETS, BAD_VALUE, verdict.fault, value.row, value.loop),
            element=value.element,
            value=value.text,
            expected=TABLES[look.table][0],
        )
