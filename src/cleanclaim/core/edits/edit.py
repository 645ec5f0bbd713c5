"""An edit looks at a claim.  Its file holds identity, reason and check; being in the folder registers it."""

from collections.abc import Callable, Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.fix import Fix
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import Place

Check = Callable[[Claim, Given], Iterator[Finding]]
EVERY_KIND = frozenset({"837P", "837I"})


class Edit:
    """One edit.  `doc` is the docstring of its module; its first line is the title."""

    def __init__(
        self,
        code: str,
        *,
        severity: Severity,
        fix: str,
        prevents: tuple[str, ...],
        source: str,
        kinds: frozenset[str] = EVERY_KIND,
        box: str = "",
        element: str = "",
        since: date | None = None,
        when: When = When(),
        needs: str = "",
    ) -> None:
        self.code = code
        self.severity = severity
        self.fix = fix
        self.prevents = prevents
        self.source = source
        self.kinds = kinds
        self.box = box
        self.element = element
        self.since = since  # first service date it judges
        self.when = when
        self.needs = needs  # of what is known besides, without which it cannot look: "history"
        self.doc = ""
        self.module = ""
        self.look: Check = _nowhere

    @property
    def title(self) -> str:
        """The first line of the doc, without its point."""
        return self.doc.partition("\n")[0].rstrip(".")

    @property
    def subject(self) -> str:
        """The folder it stands in."""
        return self.module.split(".")[-2]

    @property
    def name(self) -> str:
        """The name of its file."""
        return self.module.split(".")[-1]

    def check(self, function: Check) -> Check:
        """Decorate the function that looks."""
        self.look = function  # raises CodeSetMissing when a table it needs is not loaded
        self.module = function.__module__
        self.doc = function.__globals__["__doc__"] or ""
        return function

    def finding(
        self,
        place: Place,
        message: str,
        *,
        autofix: Fix | None = None,
        severity: Severity | None = None,
        fix: str = "",
    ) -> Finding:
        """A finding of this edit at that place; severity and fix are the edit's unless given."""
        return Finding(
            edit=self.code,
            severity=severity or self.severity,
            where=place.where,
            message=message,
            title=self.title,
            path=place.path,
            box=self.box,
            element=self.element,
            fix=fix or self.fix,
            autofix=autofix,
            prevents=self.prevents,
            money=place.money,
        )

    def __repr__(self) -> str:
        return f"<Edit {self.code} {self.name}>"


def _nowhere(claim: Claim, given: Given) -> Iterator[Finding]:
    raise AssertionError(f"an edit without a check cannot look at {claim.control_number}")
