"""What is loaded of each set, and whether a newer release should exist."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from cleanclaim.core.codesets.catalog import CodeSets
from cleanclaim.core.codesets.code_set import CodeSet
from cleanclaim.core.codesets.releases import Releases


class SetStatus(Struct, frozen=True):
    """One release of a set, or the set without any; `remark` says what is missing or too old, and what to do."""

    set: str
    title: str
    release: str = ""
    first: date | None = None
    last: date | None = None
    rows: int | None = None
    source: str = ""
    age_days: int | None = None  # since it was loaded
    remark: str = ""


def statuses(codesets: CodeSets, *, today: date) -> tuple[SetStatus, ...]:
    """Every set, those that ship with the product first, then each loaded release."""
    return tuple(_statuses(codesets, today))


def _statuses(codesets: CodeSets, today: date) -> Iterator[SetStatus]:
    icd10cm = codesets.icd10cm
    yield SetStatus(
        icd10cm.name,
        icd10cm.title,
        icd10cm.release,
        icd10cm.first,
        icd10cm.last,
        source="simple-icd-10-cm",
        remark=_ended(icd10cm.last, today),
    )
    for name in CodeSets.__struct_fields__:
        value = getattr(codesets, name)
        if isinstance(value, CodeSet):
            yield _shipped(value, today)
        elif isinstance(value, Releases):
            yield from _loaded(value, today)


def _shipped(table: CodeSet, today: date) -> SetStatus:
    source = "ships with CleanClaim" + ("" if table.complete else ", in part")
    remark = _ended(table.last, today) if table.last else ""
    return SetStatus(table.name, table.title, "", table.first, table.last, len(table), source=source, remark=remark)


def _loaded(releases: Releases[object], today: date) -> Iterator[SetStatus]:
    if not releases.loaded:
        yield SetStatus(releases.name, releases.title, remark="not loaded: cleanclaim codes import FILE")
    newest = max((release.last for release in releases.loaded), default=None)
    for release in releases.loaded:
        yield SetStatus(
            releases.name,
            releases.title,
            release.name,
            release.first,
            release.last,
            release.rows,
            release.source,
            (today - release.loaded_on).days,
            _ended(release.last, today) if release.last == newest else "",
        )


def _ended(last: date, today: date) -> str:
    return f"ended on {last}: a newer release should exist" if last < today else ""
