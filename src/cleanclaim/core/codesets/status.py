"""What is loaded of each set, and whether a newer release should exist."""

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from cleanclaim.core.codesets.catalog import CodeSets
from cleanclaim.core.codesets.code_set import CodeSet
from cleanclaim.core.codesets.icd10cm import Icd10cm
from cleanclaim.core.codesets.releases import Release, Releases, release_places

_LOADED_AS = {"procedures": "hcpcs"}


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
    yield from _diagnoses(codesets.icd10cm, today)
    for name in CodeSets.__struct_fields__:
        value = getattr(codesets, name)
        if isinstance(value, CodeSet):
            loaded = tuple(release_places(codesets.folder, _LOADED_AS.get(name, name)))
            yield _shipped(value, today, is_replaced=bool(loaded) and not value.within)
            yield from _each(value.title, loaded, today)
        elif isinstance(value, Releases):
            if not value.loaded:
                yield SetStatus(value.name, value.title, remark="not loaded: cleanclaim codes import FILE")
            yield from _each(value.title, value.loaded, today)


def _diagnoses(icd10cm: Icd10cm, today: date) -> Iterator[SetStatus]:
    last = icd10cm.own_last
    yield SetStatus(
        icd10cm.name,
        icd10cm.title,
        icd10cm.release,
        icd10cm.first,
        last,
        icd10cm.own_rows,
        "simple-icd-10-cm",
        remark="" if icd10cm.covers(today) else _not_checked(icd10cm.last, today),
    )
    yield from _each(icd10cm.title, icd10cm.loaded, today)


def _not_checked(last: date, today: date) -> str:
    if today <= last:
        return f"diagnoses on {today} are not checked: load the fiscal year of that day"
    begins = last + timedelta(days=1)
    file = f"icd10cm_order_{begins.year + (begins.month >= 10)}.txt"
    return f"diagnoses from {begins} on are not checked: cleanclaim codes update icd10cm, or codes import {file}"


def _shipped(table: CodeSet, today: date, *, is_replaced: bool) -> SetStatus:
    source = "ships with CleanClaim" + ("" if table.complete else ", in part")
    remark = _ended(table.last, today) if table.last and not is_replaced else ""
    return SetStatus(table.name, table.title, "", table.first, table.last, len(table), source=source, remark=remark)


def _each(title: str, loaded: tuple[Release, ...], today: date) -> Iterator[SetStatus]:
    newest = max((release.last for release in loaded), default=None)
    for release in loaded:
        yield SetStatus(
            release.set,
            title,
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
