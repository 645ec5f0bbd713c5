"""When a visit was from afar: by its place, or by its record."""

from cleanclaim.core.claim import Claim

FROM_AFAR = frozenset({"02", "10"})
MODES = frozenset({"video", "audio", "stored"})


def is_from_afar(claim: Claim) -> bool:
    """Whether the claim, or one of its lines, says place 02 or 10."""
    return claim.place_of_service in FROM_AFAR or any(line.place_of_service in FROM_AFAR for line in claim.lines)
