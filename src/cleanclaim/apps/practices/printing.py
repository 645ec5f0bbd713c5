"""Documents on paper: the printer is wired in the settings, so that a stage can print without knowing how."""

from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from cleanclaim.apps.practices.models import AddressFields, Organization


def pdf(template: str, values: Mapping[str, object], *, on: date) -> bytes:
    """The document as PDF; the same values and day give the same bytes."""
    return import_string(settings.PDF_PRINTER)(template, values, on=on)


def letterhead(practice: Organization) -> dict[str, object]:
    """Who sends it, as the templates show it."""
    return {"name": practice.name, "address": address_lines(practice), "phone": telephone(practice.phone)}


def address_lines(row: AddressFields) -> list[str]:
    """An address as on an envelope."""
    zip_code = f"{row.zip[:5]}-{row.zip[5:]}" if len(row.zip) > 5 else row.zip
    town = " ".join(filter(None, (f"{row.city}," if row.city else "", row.state, zip_code)))
    return [each for each in (row.line1, row.line2, town) if each]


def telephone(digits: str) -> str:
    """518 555 0100"""
    return " ".join(filter(None, (digits[:3], digits[3:6], digits[6:])))
