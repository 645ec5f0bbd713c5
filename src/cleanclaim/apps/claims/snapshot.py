"""The core's claim inside a row: packed when it is built, unpacked whenever it is shown, judged or sent."""

from hashlib import sha256

import msgspec

from cleanclaim.apps.claims.models import Claim
from cleanclaim.core.claim import Claim as ClaimValue

_decoder = msgspec.json.Decoder(ClaimValue)


def pack(value: ClaimValue) -> bytes:
    """The value as JSON."""
    return msgspec.json.encode(value)


def unpack(claim: Claim) -> ClaimValue:
    """The value as it was packed; never built again from today's rows."""
    return _decoder.decode(bytes(claim.snapshot))


def fingerprint(claim: Claim) -> str:
    """SHA-256 of the claim: what tells whether it was changed."""
    return sha256(bytes(claim.snapshot)).hexdigest()
