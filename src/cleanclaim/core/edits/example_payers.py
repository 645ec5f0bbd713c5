"""An example's payers: the one billed, what it wants, and the others with their answers."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from msgspec import structs

from cleanclaim.core.claim import Adjustment, OtherCoverage, Party
from cleanclaim.core.edits.example_claim import PATIENT, SERVICE_DATE, Draft
from cleanclaim.core.edits.example_lines import on_every_line, put_line_answers
from cleanclaim.core.edits.example_values import adjustment_of, cents_of, day_of, set_on_claim, text_of
from cleanclaim.core.edits.example_visits import VISIT_FIELDS
from cleanclaim.core.edits.given import ElementRule
from cleanclaim.core.edits.payer.elements import ELEMENTS

_FILING = {"medicare": "MB", "medicaid": "MC", "commercial": "CI", "wc": "WC", "auto": "AM", "tricare": "CH"}
_MEMBER_IDS = {"MA": "1EG4TE5MK73", "MB": "1EG4TE5MK73"}

_WISHES = (
    "needs_taxonomy",
    "unique_member_ids",
    "id_pattern",
    "filing_days",
    "needs_referral",
    "needs_accident",
    "takes_telehealth_places",
    "needs_video_modifier",
    "pays_own_number",
)


def _rule(draft: Draft, value: Mapping[str, Any]) -> None:
    """One rule of the payer's companion guide."""
    names = {"required": "is_required", "forbidden": "is_forbidden", "regex": "pattern", "max": "longest"}
    changes = {names.get(key, key): value[key] for key in value}
    draft.rules["elements"] = (ElementRule(**changes),)


def _value(draft: Draft, value: Any) -> None:
    """What the claim has where the rule looks."""
    (rule,) = draft.rules["elements"]
    draft.claim = structs.replace(draft.claim, **{ELEMENTS[rule.element]: text_of(value)})


def _payer(draft: Draft, value: Any) -> None:
    """A kind of payer, or a mapping of what it is and what it wants."""
    fields = {"filing": _FILING[value]} if isinstance(value, str) else value
    payer = draft.claim.payer
    payer = structs.replace(
        payer, payer_id=text_of(fields.get("id", payer.payer_id)), name=fields.get("name", payer.name)
    )
    filing = fields.get("filing", draft.claim.filing_code)
    subscriber = draft.claim.subscriber
    if subscriber.member_id == PATIENT.member_id:
        subscriber = structs.replace(subscriber, member_id=_MEMBER_IDS.get(filing, subscriber.member_id))
    draft.claim = structs.replace(draft.claim, payer=payer, filing_code=filing, subscriber=subscriber)
    if "newborn_rule" in fields:
        draft.rules["newborn_days"] = int("".join(filter(str.isdigit, fields["newborn_rule"])) or 0)
    renamed = {"ndc": "needs_drug_code", "set_up_as": "filing_code"}
    for key in (
        "needs_taxonomy",
        "unique_member_ids",
        "id_pattern",
        "filing_days",
        "needs_referral",
        *_WISHES,
        *renamed,
    ):
        if key in fields:
            draft.rules[renamed.get(key, key)] = fields[key]
    if "auth" in fields:
        draft.rules["needs_authorization"] = frozenset(fields["auth"])


def _other_payers(draft: Draft, value: list[Mapping[str, Any]]) -> None:
    coverages = tuple(
        OtherCoverage(
            Party(payer_id=text_of(row.get("id", "87726"))),
            PATIENT,
            "P",
            paid=cents_of(row["paid"]) if "paid" in row else None,
            adjustments=tuple(adjustment_of(text) for text in row.get("adjustments", ())),
            adjudicated_on=day_of(row.get("date")),
        )
        for row in value
    )
    draft.claim = structs.replace(draft.claim, other_coverages=coverages)


def _other_paid(draft: Draft, value: Any) -> None:
    _other_payers(draft, [{"paid": value}])


def _other_adjusted(draft: Draft, value: list[str]) -> None:
    """CAS: beside SVD it is the line's, beside AMT*D the claim's."""
    adjustments = tuple(adjustment_of(text) for text in value)
    lines = tuple(
        structs.replace(
            line,
            other_payers=tuple(structs.replace(answer, adjustments=adjustments) for answer in line.other_payers),
        )
        for line in draft.claim.lines
    )
    others = tuple(structs.replace(other, adjustments=adjustments) for other in draft.claim.other_coverages)
    draft.claim = structs.replace(draft.claim, lines=lines, other_coverages=others)


def _on_first_answer(draft: Draft, **changes: Any) -> None:
    """Change what the first payer answered."""
    before = draft.claim.other_coverages or (OtherCoverage(Party(payer_id="87726"), PATIENT, "P", paid=0),)
    first = structs.replace(before[0], **changes)
    draft.claim = structs.replace(draft.claim, other_coverages=(first, *before[1:]))


def _remarks(draft: Draft, value: list[str]) -> None:
    """Remark codes of the first payer's answer (MOA)."""
    draft.claim = structs.replace(draft.claim, sequence="S")
    _on_first_answer(draft, also=(("MOA", "", "", *value),))


PAYER_FIELDS: dict[str, Callable[[Draft, Any], None]] = {
    "payer": _payer,
    "plan": lambda draft, value: draft.rules.update(needs_referral=value == "HMO"),
    "payer_list": lambda draft, value: draft.rules.update(known_payer_ids=frozenset(value)),
    "filing": set_on_claim(filing_code=text_of),
    "seq": set_on_claim(sequence=text_of),
    "sbr05": set_on_claim(insurance_type=text_of),
    "rarc": _remarks,
    "payer_icn": set_on_claim(payer_claim_control_number=text_of),
    "rule": _rule,
    "value": _value,
    "table": lambda draft, value: draft.rules.update(pair_table=value, unit_table=value),
    "engine_fires": lambda draft, value: draft.rules.update(applies_deleted_pairs=value),
}


def _order(draft: Draft, value: list[str]) -> None:
    """Kinds of payers in the order in which they are billed; this claim goes to the first."""
    first, *others = value
    _payer(draft, first.lower())
    kinds = (OtherCoverage(Party(name=kind), PATIENT, "S", filing_code=_FILING[kind.lower()]) for kind in others)
    draft.claim = structs.replace(draft.claim, other_coverages=tuple(kinds))


def _patient_share(draft: Draft, value: Any) -> None:
    """What the first payer left to the patient."""
    _on_first_answer(draft, adjustments=(Adjustment("PR", "2", cents_of(value)),))


def _days(draft: Draft, value: int) -> None:
    """Of a room on an institutional claim; since the first payer's answer; else of a substitute's time."""
    on = draft.on or SERVICE_DATE
    if draft.claim.kind == "837I":
        on_every_line(draft, units=text_of(value))
    elif draft.claim.other_coverages:
        draft.today = draft.today or on + timedelta(days=60)
        _on_first_answer(draft, adjudicated_on=draft.today - timedelta(days=value))
    else:
        VISIT_FIELDS["absent"](draft, value)


# Put on after the lines, which they answer.
ANSWER_FIELDS: dict[str, Callable[[Draft, Any], None]] = {
    "other_payers": _other_payers,
    "amt_d": _other_paid,
    "svd": put_line_answers,
    "cas": _other_adjusted,
    "order": _order,
    "days": _days,
    "pr": _patient_share,
    "eaf": lambda draft, value: _on_first_answer(draft, patient_owes=cents_of(value)),
}
