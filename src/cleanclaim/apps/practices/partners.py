"""The clearinghouse behind a trading partner: the port of the core, opened by the adapter that the partner names."""

from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.practices.models import Payer, TradingPartner
from cleanclaim.core.ports import Clearinghouse, PartnerUnavailable


def clearinghouse(partner: TradingPartner) -> Clearinghouse:
    """Its adapter at work, with a folder of its own below DATA_DIR/exchange."""
    folder = settings.DATA_DIR / "exchange" / str(partner.practice_id) / partner.identifier
    return _adapter(partner.adapter)(folder, **partner.settings)


@asked_often
def trading_partners() -> QuerySet[TradingPartner]:
    """Every partner of the practice."""
    return TradingPartner.objects.order_by("pk")


def partner_named(identifier: str) -> TradingPartner | None:
    """The practice's partner of that ISA08, if it has one."""
    return next(iter(_partners(identifier)), None)


@asked_often
def _partners(identifier: str) -> QuerySet[TradingPartner]:
    return TradingPartner.objects.filter(identifier=identifier).order_by("pk")[:1]


def ask(payer: Payer, content: bytes) -> bytes:
    """Put a question (270, 276) to the payer's trading partner and wait for its answer; raises PartnerUnavailable."""
    partner = partner_named(payer.receiver_id)
    if partner is None:
        raise PartnerUnavailable(f"{payer.name} has no trading partner: choose one under Settings, Payers.")
    return clearinghouse(partner).ask(content)


@cache
def _adapter(name: str) -> Callable[..., Clearinghouse]:
    return import_string(settings.CLEARINGHOUSES[name])
