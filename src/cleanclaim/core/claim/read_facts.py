"""The segments of a claim's own loop (2300), professional, institutional and dental."""

from collections.abc import Sequence

from msgspec.structs import replace

from cleanclaim.core.claim.read_codes import OTHER_CODES, REPEATING, CodesReader
from cleanclaim.core.claim.read_head import Head
from cleanclaim.core.claim.segments import Loop, Read, concatenated, same
from cleanclaim.core.claim.texts import Fields, Texts
from cleanclaim.core.claim.value import Accident, Attachment, Dental, Institutional

OPENERS = ("NM1", "SBR")
REFERENCES = {
    "9F": "referral_number",
    "G1": "prior_authorization",
    "F8": "payer_claim_control_number",
    "X4": "clia",
    "D9": "clearinghouse_number",
    "EA": "medical_record_number",
}
"""In the order of the guides."""
NOTES = {"837P": ("ADD", "CER", "DCP", "DGN", "TPO"), "837I": ("ADD",), "837D": ("ADD",)}
_DENTAL, _INSTITUTIONAL = frozenset(Dental.__struct_fields__), frozenset(Institutional.__struct_fields__)


def claim_loop(texts: Texts, kind: str) -> Loop:
    """Loop 2300 of one kind of claim."""
    loop = Loop(texts, OPENERS)
    facts = _Facts(texts)
    of_kind = {"837P": _professional, "837I": _institutional, "837D": _dental}[kind]
    loop.known = {
        **{f"REF*{code}": loop.text(f"REF*{code}", field) for code, field in REFERENCES.items()},
        **{f"NTE*{code}": loop.text(f"NTE*{code}", "note", _note_kind(code)) for code in NOTES[kind]},
        "HI": CodesReader(texts, kind),
        "PWK": facts.attachment,
        **of_kind(loop, facts),
    }
    loop.joins |= dict.fromkeys((*REPEATING, "attachments", "tooth_status"), concatenated)
    loop.joins["icd"] = same
    return loop


def gather(fields: Fields, head: Head, kind: str, icd: str) -> None:
    """What several segments say together, and what only this kind of claim carries, into its own value."""
    for name, value in head.rest.items():
        fields[name] = value + fields.get(name, ()) if name == "also" else value
    if "accident_on" in fields:
        fields["accident"] = replace(fields.get("accident", Accident()), on=fields.pop("accident_on"))
    if "other_diagnoses" in fields or "other_procedures" in fields:
        _add_others(fields, icd)
    if kind == "837I":
        _gather_institutional(fields, head)
    elif kind == "837D":
        own = {name: fields.pop(name) for name in _DENTAL & fields.keys()}
        fields["dental"] = Dental(**own) if own else None


def _add_others(fields: Fields, icd: str) -> None:
    """Other diagnoses and procedures follow the principal one; without it they stay as they are."""
    for field, present in (
        ("diagnoses", "other_present"),
        ("procedures", ""),
    ):
        found = fields.pop(f"other_{field}", ())
        presence = fields.pop(present, ())
        if field in fields:
            fields[field] += found
            if presence:
                fields["present"] += presence
        elif found:
            fields["also"] = (*fields.get("also", ()), OTHER_CODES[field](found, presence, icd))


def _note_kind(code: str) -> str:
    """The field for NTE01, where it is not the default."""
    return "" if code == "ADD" else "note_kind"


def _gather_institutional(fields: Fields, head: Head) -> None:
    own = {name: fields.pop(name) for name in _INSTITUTIONAL & fields.keys()}
    present = list(fields.pop("present", ()))
    while present and not present[-1]:
        present.pop()
    own["type_of_bill"] = head.place[1] + head.place[0]
    fields["institutional"] = Institutional(**own, present_on_admission=tuple(present))


def _professional(loop: Loop, _: "_Facts") -> dict[str, Read]:
    return {
        "DTP*431": loop.day("onset_on"),
        "DTP*439": loop.day("accident_on"),
        "DTP*435": loop.day("hospitalized_from"),
        "DTP*096": loop.day("hospitalized_to"),
        "AMT*F5": loop.amount("AMT*F5", "patient_paid"),
    }


def _institutional(loop: Loop, facts: "_Facts") -> dict[str, Read]:
    return {
        "DTP*434": loop.period("statement_from", "statement_to"),
        "DTP*435": facts.admission,
        "DTP*096": facts.discharge,
        "AMT*F3": loop.amount("AMT*F3", "patient_owes"),
        "CL1": facts.stay,
    }


def _dental(loop: Loop, facts: "_Facts") -> dict[str, Read]:
    return {
        "DTP*439": loop.day("accident_on"),
        "DTP*472": loop.period("service_from", "service_to"),
        "DTP*452": loop.day("appliance_placed_on"),
        "AMT*F5": loop.amount("AMT*F5", "patient_paid"),
        "REF*G3": loop.text("REF*G3", "predetermination_number"),
        "DN1": facts.orthodontics,
        "DN2": facts.tooth,
    }


class _Facts:
    """Segments of more than a qualifier and a value; None for what the fields cannot hold whole."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def attachment(self, text: str) -> Fields | None:
        pwk = self._texts.elements(text, 7)
        if any((*pwk[3:5], *pwk[7:])) or (pwk[5], bool(pwk[6])) not in (("AC", True), ("", False)):
            return None
        return {"attachments": (Attachment(pwk[1], pwk[2], pwk[6]),)}

    def admission(self, text: str) -> Fields | None:
        return self._moment(text, "admission", {"D8": 8, "DT": 12})

    def discharge(self, text: str) -> Fields | None:
        return self._moment(text, "discharge_hour", {"TM": 4})

    def stay(self, text: str) -> Fields | None:
        cl1 = self._texts.elements(text, 4)
        return None if any(cl1[4:]) else _named(cl1[1:], "admission_type", "admission_source", "patient_status")

    def orthodontics(self, text: str) -> Fields | None:
        dn1 = self._texts.elements(text, 5)
        if any(dn1[5:]) or dn1[3] or dn1[4] not in ("", "Y"):
            return None
        fields = _named(dn1[1:], "orthodontic_months", "orthodontic_remaining")
        return {**fields, "is_orthodontic": dn1[4] == "Y"}

    def tooth(self, text: str) -> Fields | None:
        dn2 = self._texts.elements(text, 7)
        is_plain = dn2[6] == "JP" and not any((*dn2[3:6], *dn2[7:]))
        return {"tooth_status": ((dn2[1], dn2[2]),)} if is_plain else None

    def _moment(self, text: str, field: str, lengths: dict[str, int]) -> Fields | None:
        _, _, form, given, *others = self._texts.elements(text, 4)
        is_plain = not any(others) and len(given) == lengths.get(form) and given.isascii() and given.isdigit()
        return {field: given} if is_plain else None


def _named(values: Sequence[str], *names: str) -> Fields:
    return dict(zip(names, values, strict=False))
