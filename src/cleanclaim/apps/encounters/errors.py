"""What the encounters app refuses.

* NotPermitted
  + NotYourNote           a clinician signs and amends own notes only
* NotAllowedNow
  + AlreadySigned         a signed note is never changed; an addendum follows it
  + EncounterIncomplete   something a claim needs is missing; `missing` lists it
  + CodesMalformed        too many codes, or a pointer to no diagnosis
  + PatientNotCheckedIn   the appointment is not that far
"""

from cleanclaim.apps.practices.errors import NotAllowedNow, NotPermitted


class NotYourNote(NotPermitted):
    """The note is somebody else's."""


class AlreadySigned(NotAllowedNow):
    """The note is signed."""


class EncounterIncomplete(NotAllowedNow):
    """Something is missing before the note can be signed; `missing` says what, in plain words."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        self.missing = missing
        super().__init__(f"Not signed. Missing: {'; '.join(missing)}.")


class CodesMalformed(NotAllowedNow):
    """Diagnoses or services that cannot be kept as given."""


class PatientNotCheckedIn(NotAllowedNow):
    """The appointment is not that far."""
