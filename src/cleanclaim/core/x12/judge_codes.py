"""SNIP 5: codes of lists that others keep, each asked by its day.  What is not loaded is said, never passed."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from msgspec import Struct

from cleanclaim.core.codesets import CodeSet, CodeSets, Icd10cm
from cleanclaim.core.codesets.code_set import Code
from cleanclaim.core.codesets.diagnosis_store import Diagnosis
from cleanclaim.core.x12.elements import day_of
from cleanclaim.core.x12.judge_paths import NoSuchPlace, Path, Value
from cleanclaim.core.x12.judge_plan import Node, Plan
from cleanclaim.core.x12.judge_rules import ANYWHERE, Condition
from cleanclaim.core.x12.judge_walk import BAD_VALUE, CODE_SETS, Frame, Row, Walk, alone

_CODE = re.compile(r"(?:when (.+) then )?(\S+)")
_DAY = 8
_MEMO = 50_000
_LAST_ICD_9 = date(2015, 9, 30)
_MILITARY = frozenset({"AA", "AE", "AP"})


class Verdict(Struct, frozen=True):
    """A code is right, wrong (and why), or cannot be looked up (and which table that needs), on days of a span."""

    fault: str = ""
    unchecked: str = ""
    first: str = ""  # CCYYMMDD
    last: str = "99999999"

    @property
    def is_right(self) -> bool:
        return not self.fault and not self.unchecked


RIGHT = Verdict(first="0")
"""On every day that is known."""
Span = tuple[str, str]
_EVER, _NEVER = ("", "99999999"), ("99999999", "")


class Codes:
    """The code sets that are loaded, and what was already looked up."""

    def __init__(self, codesets: CodeSets | None) -> None:
        self._codesets = codesets
        self._verdicts: dict[tuple[str, str, str], Verdict] = {}
        self.right: dict[object, dict[str, Span]] = {}
        """Texts that hold only right codes, with the days on which they do, by who looked."""

    def verdict(self, table: str, code: str, day: str) -> Verdict:
        """Whether a table has the code on a day (CCYYMMDD; empty when nobody knows it)."""
        found = self._verdicts.get((table, code, day))
        if found is None:
            if len(self._verdicts) > _MEMO:
                self._verdicts.clear()
            found = self._verdicts[table, code, day] = self._looked_up(table, code, day_of(day))
        return found

    def _looked_up(self, table: str, code: str, on: date | None) -> Verdict:
        words, pattern, look = TABLES[table]
        if not pattern.fullmatch(code):
            return Verdict(f"{code!r} is not {words}")
        if self._codesets is None or on is None or look is None:
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
        return slice(positions[0], positions[-1] + 1, positions[1] - positions[0] if len(positions) > 1 else 1)


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
        day = self._day(frame, walk) if self._days else walk.made_on or " "
        for place in self._places:
            rows = frame.rows.get(place.index)
            if rows:
                place(rows, day, walk)

    def _day(self, frame: Frame, walk: Walk) -> str:
        """CCYYMMDD: that of the service, else that on which the group was made."""
        for path in self._days:
            text = path.first(frame, walk)
            if text:
                return text[-_DAY:] if self._is_last and "-" in text else text[:_DAY]
        return walk.made_on or " "


class _Looks:
    """The looks at the same elements of a segment; texts that were right once are not looked up again."""

    def __init__(self, index: int, looks: list[_Look], node: Node) -> None:
        self.index, self._looks, self._node = index, looks, node
        self._sight = looks[0].sight

    def __call__(self, rows: list[Row], day: str, walk: Walk) -> None:
        known = walk.codes.right.get(self)
        if known is None or len(known) > _MEMO:
            known = walk.codes.right[self] = {"": _EVER}
        for row in rows:
            for text in row.elements(walk.separator)[self._sight] if self._sight else (row.text,):
                first, last = known.get(text, _NEVER)
                if not first <= day <= last:
                    known.update(self._looked_up(row, day, walk))
                    break

    def _looked_up(self, row: Row, day: str, walk: Walk) -> dict[str, Span]:
        """Blames what is wrong in a segment, and counts what cannot be looked up; which texts are right, and when."""
        elements, frame = row.elements(walk.separator), alone(row, self._node, self.index)
        spans = dict.fromkeys(elements[self._sight] if self._sight else (row.text,), _EVER)
        for look in self._looks:
            if look.when and not look.when.holds(frame, walk):
                continue
            for value in look.path.values(frame, walk):
                text = elements[int(value.element[:2])] if self._sight else row.text
                verdict = walk.codes.verdict(look.table, value.text, day)
                if verdict.is_right:
                    first, last = spans.get(text, _NEVER)
                    spans[text] = max(first, verdict.first), min(last, verdict.last)
                else:
                    spans[text] = _NEVER
                    self._blame(look, value, verdict, walk)
        return spans

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


Look = Callable[[CodeSets, str, date, str], Verdict]


def _in(choose: Callable[[CodeSets], CodeSet]) -> Look:
    """A list of codes with their days; what a partial list does not know is unchecked."""

    def look(codesets: CodeSets, code: str, on: date, words: str) -> Verdict:
        table = choose(codesets)
        if not table.covers(on):
            return Verdict(unchecked=f"{table.title.lower()} of {on.year}")
        found = table.at(code, on=on)
        if found:
            return _right(table, found)
        if table.knows(code):
            return Verdict(f"{code!r} was not in force on {on}")
        return Verdict(f"{code!r} is not {words}") if table.complete else Verdict(unchecked=table.title.lower())

    return look


def _right(table: CodeSet | Icd10cm, found: Code | Diagnosis) -> Verdict:
    """On the days of the code for which the table answers."""
    ends = [last for last in (table.last, found.last) if last]
    return Verdict(first=_text(max(table.first, found.first)), last=_text(min(ends, default=date.max)))


def _text(day: date) -> str:
    return day.isoformat().replace("-", "")


def _diagnosis(codesets: CodeSets, code: str, on: date, words: str) -> Verdict:
    table = codesets.icd10cm
    if not table.covers(on):
        return Verdict(unchecked=f"{table.title} of {on.year}")
    found = table.at(code, on=on)
    if found is None:
        known = table.periods(code)
        return Verdict(f"{code!r} was not in force on {on}" if known else f"{code!r} is not {words}")
    return _right(table, found) if found.billable else Verdict(f"{code!r} is a heading; a more specific code is needed")


def _old_diagnosis(_: CodeSets, code: str, on: date, words: str) -> Verdict:
    if on > _LAST_ICD_9:
        return Verdict(f"{code!r}: ICD-9-CM ended on {_LAST_ICD_9}")
    return Verdict(unchecked="ICD-9-CM")


def _state(codesets: CodeSets, code: str, _: date, words: str) -> Verdict:
    states = _MILITARY.union(*codesets.zip3_state.values())
    return RIGHT if code in states else Verdict(f"{code!r} is not {words}")


TABLES: dict[str, tuple[str, re.Pattern[str], Look | None]] = {
    name: (words, re.compile(pattern, re.ASCII), look)
    for name, words, pattern, look in (
        ("diagnosis", "an ICD-10-CM code (without its point)", r"[A-Z]\d[0-9A-Z][0-9A-Z]{0,4}", _diagnosis),
        ("old_diagnosis", "an ICD-9-CM code (without its point)", r"[\dEV]\d{2,4}", _old_diagnosis),
        ("old_procedure", "an ICD-9-CM procedure (without its point)", r"\d{2,4}", _old_diagnosis),
        ("inpatient_procedure", "an ICD-10-PCS code", r"[0-9A-HJ-NP-Z]{7}", None),
        ("procedure", "a HCPCS code", r"(?:\d{4}[0-9AFMTU]|[A-V]\d{4})", _in(lambda sets: sets.procedures)),
        ("dental_procedure", "a dental procedure", r"D\d{4}", _in(lambda sets: sets.procedures)),
        ("modifier", "a modifier", r"[0-9A-Z]{2}", _in(lambda sets: sets.modifiers)),
        ("revenue_code", "a revenue code of four digits", r"\d{4}", None),
        ("place_of_service", "a place of service", r"\d\d", _in(lambda sets: sets.place_of_service)),
        ("taxonomy", "a provider taxonomy code", r"[0-9A-Z]{9}X", _in(lambda sets: sets.taxonomy)),
        ("adjustment_reason", "a claim adjustment reason", r"[0-9A-Z]{1,4}", _in(lambda sets: sets.carc)),
        ("remark", "a remittance remark", r"[0-9A-Z]{1,5}", _in(lambda sets: sets.rarc)),
        ("status_category", "a claim status category", r"[0-9A-Z]{1,3}", _in(lambda sets: sets.claim_status_category)),
        ("status", "a claim status", r"\d{1,4}", _in(lambda sets: sets.claim_status)),
        ("state", "a state", r"[A-Z]{2}", _state),
    )
}
"""Name → what it is in words, its form, and where it is looked up; None where no list is kept here."""
