"""Work items as rows of the acting practice."""

from itertools import count

from cleanclaim import clock
from cleanclaim.apps.worklist.models import WorkItem

_numbers = count(1)


def a_work_item(**given: object) -> WorkItem:
    """A held claim of $240.00 for the biller, without a deadline."""
    number = next(_numbers)
    values = {
        "kind": "claim_held", "condition_key": f"claim_held:claim:{number}", "subject": f"claim:{number}",
        "title": f"Claim {number} is held", "reason": "Line 1 has no diagnosis.", "next_action": "Fix the claim",
        "url": f"/claims/{number}/", "amount": 240_00, "role": "biller", "opened_at": clock.now(),
    }  # fmt: skip
    return WorkItem.objects.create(**values | given)
