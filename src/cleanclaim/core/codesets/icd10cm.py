"""ICD-10-CM by the day of service: the store that comes with the product, and each loaded fiscal year beside it."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from pathlib import Path

from cleanclaim.core.codesets.code_set import missing
from cleanclaim.core.codesets.diagnosis_store import Diagnosis, DiagnosisStore, Note
from cleanclaim.core.codesets.errors import CodeSetMissing
from cleanclaim.core.codesets.releases import Release, release_places
from cleanclaim.core.codesets.search import Hit

STORE = "table.sqlite3"


class Icd10cm:
    """Every diagnosis code with its days.  A loaded year answers for its days, our own store for the rest."""

    name = "icd10cm"
    title = "ICD-10-CM"

    def __init__(self, path: Path) -> None:
        self._own = DiagnosisStore(path)
        self._places = tuple(release_places(path.parent, self.name).items())
        self._opened: dict[Path, DiagnosisStore] = {}
        self._by_day: dict[date, DiagnosisStore] = {}
        self.release = self._own.release
        self.first = self._own.first

    @property
    def loaded(self) -> tuple[Release, ...]:
        """The fiscal years loaded beside it, oldest first."""
        return tuple(release for release, _ in self._places)

    @property
    def own_last(self) -> date:
        """The last day that the store of the product answers for."""
        return self._own.last

    @property
    def own_rows(self) -> int:
        """Codes and headings in the store of the product, each period of one counted."""
        return self._own.rows

    @cached_property
    def last(self) -> date:
        """The last day that is answered for."""
        return max([self._own.last, *(release.last for release in self.loaded)])

    def covers(self, on: date) -> bool:
        """Whether the loaded releases can answer for this day."""
        return self.first <= on <= self._own.last or any(each.first <= on <= each.last for each in self.loaded)

    def require(self, on: date) -> None:
        """Raise CodeSetMissing when no loaded release answers for this day."""
        if not self.covers(on):
            raise CodeSetMissing(missing(self.title, self.first, self.last, on))

    def at(self, code: str, *, on: date) -> Diagnosis | None:
        """The code, billable or heading, as it stood on that day, or None."""
        return self._of(on).at(code, on=on)

    def has(self, code: str, *, on: date) -> bool:
        """Whether the code could be billed on that day."""
        row = self._of(on).at(code, on=on)
        return row is not None and row.billable

    def is_billable(self, code: str, *, on: date) -> bool:
        """True for a code in force with no more specific code beneath it."""
        return self.has(code, on=on)

    def periods(self, code: str) -> tuple[Diagnosis, ...]:
        """Every period of the code, newest release first."""
        return tuple(period for store in self._stores() for period in store.periods(code))

    def was_billable(self, code: str) -> bool:
        """Whether the code could be billed on any day we know."""
        return any(store.was_billable(code) for store in self._stores())

    def words(self, code: str) -> str:
        """The latest description; empty for an unknown code."""
        return next((words for store in self._stores() if (words := store.words(code))), "")

    def children(self, code: str, *, on: date) -> tuple[Diagnosis, ...]:
        """The billable codes beneath a heading on that day."""
        return self._of(on).children(code, on=on)

    def notes(self, code: str, *, on: date) -> tuple[Note, ...]:
        """The notes of the tabular list at a code and above it on that day, the nearest first."""
        return self._of(on).notes(code)

    def exclude_each_other(self, code: str, other: str, *, on: date) -> bool:
        """Whether an Excludes1 note at one of two codes, or at a heading above it, names the other."""
        return self.exclusions(on=on)(code, other)

    def exclusions(self, *, on: date) -> Callable[[str, str], bool]:
        """The same for many pairs of one day."""
        return self._of(on).exclude_each_other

    def search(self, text: str, limit: int = 20, *, on: date) -> tuple[Hit, ...]:
        """Billable codes on that day (or the last day that is answered for, if sooner), best first."""
        return self._of(min(on, self.last)).search(text, limit, on=on)

    def _of(self, on: date) -> DiagnosisStore:
        found = self._by_day.get(on)
        if found is None:
            found = self._by_day[on] = self._store_of(on)
        return found

    def _store_of(self, on: date) -> DiagnosisStore:
        for release, place in reversed(self._places):
            if release.first <= on <= release.last:
                return self._open(place)
        return self._own

    def _stores(self) -> Iterator[DiagnosisStore]:
        """The newest first."""
        for _, place in reversed(self._places):
            yield self._open(place)
        yield self._own

    def _open(self, place: Path) -> DiagnosisStore:
        if place not in self._opened:
            self._opened[place] = DiagnosisStore(place / STORE)
        return self._opened[place]
