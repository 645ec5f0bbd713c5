"""Acts on claims: drafted from an encounter, judged by the edits, sealed into batches, answered, corrected."""

from cleanclaim.apps.claims.services.answers import claim_acknowledge, claim_adjudicate
from cleanclaim.apps.claims.services.batching import batch_seal
from cleanclaim.apps.claims.services.choosing import edit_choice_end, edit_choice_write
from cleanclaim.apps.claims.services.correcting import claim_correct, claim_next_payer, claim_replace, claim_void
from cleanclaim.apps.claims.services.drafting import claim_build, claim_rebuild
from cleanclaim.apps.claims.services.fixing import claim_fix, claim_fix_safe, finding_fix, finding_override
from cleanclaim.apps.claims.services.fixing_together import Outcome, findings_fix_all, fix_undo, fixes_undo_all
from cleanclaim.apps.claims.services.holding import claim_approve, claim_cancel, claim_hold, claim_release
from cleanclaim.apps.claims.services.rechecking import Rechecked, claims_recheck
from cleanclaim.apps.claims.services.ruling import payer_rule_switch, payer_rule_write
from cleanclaim.apps.claims.services.scrubbing import claim_scrub

__all__ = [
    "Outcome",
    "Rechecked",
    "batch_seal",
    "claim_acknowledge",
    "claim_adjudicate",
    "claim_approve",
    "claim_build",
    "claim_cancel",
    "claim_correct",
    "claim_fix",
    "claim_fix_safe",
    "claim_hold",
    "claim_next_payer",
    "claim_rebuild",
    "claim_release",
    "claim_replace",
    "claim_scrub",
    "claim_void",
    "claims_recheck",
    "edit_choice_end",
    "edit_choice_write",
    "finding_fix",
    "finding_override",
    "findings_fix_all",
    "fix_undo",
    "fixes_undo_all",
    "payer_rule_switch",
    "payer_rule_write",
]
