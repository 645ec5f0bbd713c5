"""What the record of the visit, the place and the earlier claim say."""

from cleanclaim.apps.claims.choices import REJECTED
from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.claims.snapshot import unpack
from cleanclaim.core.edits.known import CliaCertificate
from cleanclaim.core.edits.records import Original
from cleanclaim.core.edits.visit import Visit

# What no screen of ours asks for; the rest of Visit the encounter says.
UNWRITTEN = frozenset(Visit.__struct_fields__) - {"note", "treated_by", "unwritten"}
CREDENTIALS = {"DO": "MD", "MBBS": "MD", "FNP": "NP", "APRN": "NP", "ARNP": "NP", "PA-C": "PA"}


def visit(claim: Claim) -> Visit | None:
    """The note and who treated; None for a claim that came from a file."""
    encounter = claim.encounter
    if encounter is None:
        return None
    credential = encounter.clinician.credential.upper().replace(".", "")
    note = "\n".join(filter(None, (encounter.subjective, encounter.objective, encounter.assessment, encounter.plan)))
    return Visit(note=note, treated_by=CREDENTIALS.get(credential, credential), unwritten=UNWRITTEN)


def certificates(claim: Claim) -> tuple[CliaCertificate, ...] | None:
    """The laboratory's certificate of the place; None where its number or kind is not written down."""
    location = claim.encounter.location if claim.encounter else None
    if location is None or not location.clia or not location.clia_kind:
        return None
    return (CliaCertificate(location.clia, location.clia_kind),)


def original(claim: Claim) -> Original | None:
    """How the claim that this one replaces or voids was answered."""
    before = claim.corrects
    if before is None:
        return None
    sent = unpack(before)
    is_accepted = bool(before.payer_claim_control_number) and before.state not in REJECTED
    return Original(is_accepted=is_accepted, procedures=tuple(line.procedure for line in sent.lines))
