"""A claim value laid out as the boxes of a CMS-1500, each with the findings that speak of it."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from cleanclaim.apps.claims.causes import BY_EDIT
from cleanclaim.apps.claims.models import ClaimFinding
from cleanclaim.apps.patients.choices import Relationship
from cleanclaim.core.claim import Address, Claim, Party, Person, ServiceLine
from cleanclaim.core.codesets import CodeSets

TONES = {"error": "is-bad", "warning": "is-warn", "info": "is-info"}
LETTERS = "ABCDEFGHIJKL"
HIDDEN = "hidden"
Cause = tuple[str, str]  # an edit, and why somebody overrode it


class Mark(Struct, frozen=True):
    """A finding's number and color."""

    number: int
    tone: str


class Box(Struct, frozen=True):
    """One field: its box, label and value; `code` is shown as a chip before the value."""

    box: str
    label: str
    value: str
    width: str = "w2"
    code: str = ""
    is_id: bool = False
    marks: tuple[Mark, ...] = ()

    @property
    def tone(self) -> str:
        """The worst mark's color, where there is one."""
        return self.marks[0].tone if self.marks else ""


class Line(Struct, frozen=True):
    """One service line, with letters for its pointers."""

    line: ServiceLine
    words: str
    letters: tuple[str, ...]
    marks: tuple[Mark, ...] = ()


class Numbered(Struct, frozen=True):
    """What one edit found, at however many places, with its number on the page."""

    number: int
    tone: str
    title: str
    findings: tuple[ClaimFinding, ...]

    @property
    def finding(self) -> ClaimFinding:
        """The one that acts on the cause are addressed by: the first with a proposal, else the first."""
        return next((row for row in self.findings if row.autofix), self.findings[0])

    @property
    def edits(self) -> tuple[str, ...]:
        """The codes of the edits that found it."""
        return tuple(dict.fromkeys(row.edit for row in self.findings))

    @property
    def labels(self) -> tuple[str, ...]:
        """What its fixes say on the button, each once."""
        return tuple(dict.fromkeys(row.autofix["label"] for row in self.findings if row.autofix))

    @property
    def asks_payer(self) -> bool:
        """Whether it rests on what the payer said of the plan, so that a new answer may end it."""
        edit = BY_EDIT.get(self.finding.edit)
        return edit is not None and edit.needs == "coverage" and not self.finding.path.startswith("lines")

    def is_at(self, paths: tuple[str, ...]) -> bool:
        """Whether any of its findings stands at one of the paths or below."""
        return any(row.path.startswith(paths) for row in self.findings)


class Section(Struct, frozen=True):
    """A part of the form and what was found in it."""

    title: str
    boxes: tuple[Box, ...]
    findings: tuple[Numbered, ...]
    lines: tuple[Line, ...] = ()


def sections(
    value: Claim, findings: Sequence[Numbered], *, codesets: CodeSets, hides_identifiers: bool
) -> list[Section]:
    """The whole form, top to bottom."""
    parts = {"patient": [], "condition": [], "lines": [], "billing": []}
    for each in findings:
        parts["patient" if each.asks_payer else _part(each.finding.path)].append(each)
    marks = _Marks(findings)
    boxes = patient_boxes(value, marks, hides_identifiers)
    found = {name: tuple(each) for name, each in parts.items()}
    return [
        Section("Patient and insured", boxes, found["patient"]),
        Section("Condition and order", condition_boxes(value, marks, codesets), found["condition"]),
        Section(_services_title(value), (), found["lines"], lines(value, marks, codesets)),
        Section("Billing", billing_boxes(value, marks), found["billing"]),
    ]


def numbered(findings: Iterable[ClaimFinding], titles: dict[str, str]) -> list[Numbered]:
    """Findings by cause, worst first, numbered from 1: those of one edit, and those that one fix mends.

    What somebody overrode stands apart from what still holds.
    """
    order = list(TONES)
    causes: dict[Cause, list[ClaimFinding]] = {}
    by_fix: dict[tuple[str, str], Cause] = {}
    for row in sorted(findings, key=lambda row: (order.index(row.severity), row.pk)):
        cause = (row.edit, row.override_reason)
        if row.autofix:
            cause = by_fix.setdefault((row.autofix["path"], str(row.autofix["value"])), cause)
        causes.setdefault(cause, []).append(row)
    return [
        Numbered(number, TONES[rows[0].severity], titles.get(edit, edit), tuple(rows))
        for number, ((edit, _), rows) in enumerate(causes.items(), start=1)
    ]


def patient_boxes(value: Claim, marks: "_Marks", hides_identifiers: bool) -> tuple[Box, ...]:
    """Boxes 1a to 13."""
    person, who = value.person, "patient" if value.patient else "subscriber"
    member = HIDDEN if hides_identifiers else value.subscriber.member_id
    insured = [Box("4", "Insured", name(value.subscriber), marks=marks.at("subscriber.last_name"))]
    return (
        Box("1a", "Member ID", member, is_id=True, marks=marks.at("subscriber.member_id")),
        Box("2", "Patient", name(person), marks=marks.at(f"{who}.last_name", f"{who}.first_name")),
        Box("3", "Born, sex", _born(person), marks=marks.at(f"{who}.birth_date", f"{who}.sex")),
        Box("6", "Relation", Relationship(value.relationship).label, marks=marks.at("relationship")),
        *(insured if value.patient else []),
        Box("11", "Group", value.group_number, is_id=True, marks=marks.at("group_number")),
        Box("13", "Pay provider", "Signature on file" if value.benefits_assigned == "Y" else "No"),
        Box("5", "Address", place(person.address), "w4", marks=marks.at(f"{who}.address")),
        Box("", "Payer ID", value.payer.payer_id, is_id=True, marks=marks.at("payer", "filing_code")),
    )


def condition_boxes(value: Claim, marks: "_Marks", codesets: CodeSets) -> tuple[Box, ...]:
    """Boxes 10 to 23; what is empty and was not asked for is left out."""
    diagnoses = tuple(
        _diagnosis(letter, code, codesets.icd10cm.words(code), marks.at(f"diagnoses[{index}]"))
        for index, (letter, code) in enumerate(zip(LETTERS, value.diagnoses, strict=False))
    )
    onset = f"{value.onset_on:%b %-d, %Y}" if value.onset_on else ""
    resent = f"{value.frequency} {value.payer_claim_control_number}" if value.frequency != "1" else ""
    injury = f"Work, {value.accident.on:%b %-d, %Y}" if value.accident and value.accident.on else ""
    optional = (
        Box("10", "Accident", injury, marks=marks.at("accident")),
        Box("14", "Date of illness", onset, marks=marks.at("onset_on")),
        Box("17", "Referring", provider(value.referring), marks=marks.at("referring")),
        Box("22", "Resubmission", resent, is_id=True, marks=marks.at("frequency", "payer_claim_control_number")),
        Box("23", "Authorization", value.prior_authorization, is_id=True, marks=marks.at("prior_authorization")),
    )
    return (*(box for box in optional if box.value or box.marks), *diagnoses)


def _diagnosis(letter: str, code: str, words: str, marks: tuple[Mark, ...]) -> Box:
    return Box(f"21{letter}", "Diagnosis", words or "not a code we know", "w3", code, marks=marks)


def lines(value: Claim, marks: "_Marks", codesets: CodeSets) -> tuple[Line, ...]:
    """Box 24."""
    return tuple(
        Line(
            line,
            codesets.procedures.words(line.procedure),
            tuple(LETTERS[pointer - 1] for pointer in line.pointers if 0 < pointer <= len(LETTERS)),
            marks.at(f"lines[{index}]"),
        )
        for index, line in enumerate(value.lines)
    )


def billing_boxes(value: Claim, marks: "_Marks") -> tuple[Box, ...]:
    """Boxes 25 to 33."""
    where = place(value.facility.address) if value.facility else "Billing address"
    return (
        Box("25", "Tax ID", value.billing.tax_id, is_id=True, marks=marks.at("billing.tax_id")),
        Box("26", "Account", value.control_number, is_id=True, marks=marks.at("control_number")),
        Box("27", "Assignment", "Yes" if value.assignment == "A" else "No", marks=marks.at("assignment")),
        Box("31", "Rendering", provider(value.rendering or value.billing), marks=marks.at("rendering")),
        Box("32", "Place", where, marks=marks.at("facility")),
        Box("33a", "Billing NPI", value.billing.npi, is_id=True, marks=marks.at("billing.npi", "billing.taxonomy")),
        Box("33", "Billed by", f"{value.billing.name}, {place(value.billing.address)}", "w4",
            marks=marks.at("billing.address", "billing.name")),
    )  # fmt: skip


def name(person: Person) -> str:
    """Alvarez, Marisol."""
    return ", ".join(filter(None, (person.last_name, person.first_name)))


def provider(party: Party | None) -> str:
    """Name and NPI."""
    if party is None:
        return ""
    return " ".join(filter(None, (party.first_name, party.name, party.npi)))


def place(address: Address) -> str:
    """14 Main Street, Albany, NY 12207."""
    return ", ".join(filter(None, (address.line1, address.city, f"{address.state} {address.zip[:5]}".strip())))


class _Marks:
    """Finds the findings of a field by the paths it stands for."""

    def __init__(self, findings: Sequence[Numbered]) -> None:
        self._findings = findings

    def at(self, *paths: str) -> tuple[Mark, ...]:
        """Marks of findings at, or below, any of the paths."""
        return tuple(Mark(each.number, each.tone) for each in self._findings if each.is_at(paths))


def _part(path: str) -> str:
    root = path.partition(".")[0].partition("[")[0]
    if root in ("", "subscriber", "patient", "relationship", "group_number", "payer", "filing_code", "insurance_type"):
        return "patient"
    if root == "lines":
        return "lines"
    return "billing" if root in ("billing", "rendering", "facility", "control_number", "assignment") else "condition"


def _born(person: Person) -> str:
    born = f"{person.birth_date:%b %-d, %Y}" if person.birth_date else ""
    return ", ".join(filter(None, (born, person.sex)))


def _services_title(value: Claim) -> str:
    return f"Services, {value.service_from:%b %-d, %Y}, place {value.place_of_service}"
