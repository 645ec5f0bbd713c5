"""Sealing ready claims into one 837P: numbers taken once, bytes kept for ever."""

import hashlib
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from cleanclaim import clock
from cleanclaim.apps.activity.services import move, move_all
from cleanclaim.apps.claims.build import billing
from cleanclaim.apps.claims.errors import NotBillable
from cleanclaim.apps.claims.models import Batch, Claim
from cleanclaim.apps.claims.snapshot import unpack
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.models import Organization
from cleanclaim.apps.practices.partners import partner_named
from cleanclaim.apps.practices.services import control_number_take
from cleanclaim.core.claim import Party, write_837p_interchange
from cleanclaim.core.money import dollars
from cleanclaim.core.x12 import Envelope


@transaction.atomic
def batch_seal(*, claims: Sequence[Claim], receiver_id: str, is_test: bool, by: Actor) -> Batch:
    """One interchange of ready claims for one receiver; its bytes and numbers never change.

    Raises NotAllowedNow when one of the claims is not ready: then none is batched.
    """
    by.require("claim.submit")
    if not claims:
        raise NotBillable("No claim is ready to be sent.")
    envelope = _envelope(receiver_id, is_test, by)
    reference = f"B{by.practice.pk}-{control_number_take(series='BHT03', by=by):06d}"
    content = write_837p_interchange(
        [unpack(claim) for claim in claims],
        envelope,
        submitter=_submitter(by.practice),
        receiver=_receiver(receiver_id),
        reference=reference,
    )
    batch = Batch.objects.create(
        practice=by.practice,
        receiver_id=receiver_id,
        control_number=envelope.control_number,
        group_control_number=envelope.group_control_number,
        reference=reference,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        claim_count=len(claims),
        amount=sum(claim.charge for claim in claims),
        created_at=clock.now(),
    )
    words = f"{len(claims)} claims sealed, {dollars(batch.amount)}"
    move(row=batch, event="seal", words=words, by=by, source=reference, amount=batch.amount)
    for claim in claims:
        claim.batch = batch
    move_all(rows=claims, event="batch", words=f"In batch {reference}", by=by, source=reference, also=("batch",))
    return batch


def _envelope(receiver_id: str, is_test: bool, by: Actor) -> Envelope:
    return Envelope(
        sender=_submitter_id(by.practice),
        receiver=receiver_id,
        control_number=control_number_take(series="ISA13", by=by),
        group_control_number=control_number_take(series="GS06", by=by),
        moment=timezone.localtime(clock.now()),
        usage="T" if is_test else "P",
    )


def _submitter(practice: Organization) -> Party:
    """Loop 1000A."""
    us = billing(practice)
    contact = us.contact_name or us.name
    return Party(name=us.name, payer_id=_submitter_id(practice), contact_name=contact, phone=us.phone)


def _submitter_id(practice: Organization) -> str:
    return practice.submitter_id or practice.npi


def _receiver(receiver_id: str) -> Party:
    """Loop 1000B."""
    partner = partner_named(receiver_id)
    return Party(name=partner.name if partner else receiver_id, payer_id=receiver_id)
