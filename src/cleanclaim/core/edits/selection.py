"""Which edits a practice has on: for all its claims, or for those of a payer, a plan or a specialty."""

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

from cleanclaim.core.claim import Claim


class Choice(Struct, frozen=True):
    """Codes of edits or their beginnings; an empty scope fits every claim."""

    select: tuple[str, ...] = ()  # only these run
    ignore: tuple[str, ...] = ()
    warn: tuple[str, ...] = ()  # their errors are warnings
    keep: tuple[str, ...] = ()  # as they are, whatever a wider choice says
    payer_id: str = ""
    group_number: str = ""  # the plan
    specialty: str = ""  # a taxonomy code or its beginning, of who rendered

    def fits(self, claim: Claim) -> bool:
        """Whether it is about this claim."""
        taxonomy = (claim.rendering or claim.billing).taxonomy
        return (
            self.payer_id in ("", claim.payer.payer_id)
            and self.group_number in ("", claim.group_number)
            and taxonomy.startswith(self.specialty)
        )

    @property
    def narrowness(self) -> int:
        """Of how many things it speaks."""
        return sum(map(bool, (self.payer_id, self.group_number, self.specialty)))


class Chosen(NamedTuple):
    """What the choices come to for one claim: arguments of `run_edits`."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    warn: tuple[str, ...] = ()


class Selection(Struct, frozen=True):
    """A practice's choices."""

    choices: tuple[Choice, ...] = ()

    def of(self, claim: Claim) -> Chosen:
        """For one claim.

        The narrowest `select` counts; what any choice ignores or makes a warning stays so unless a narrower one, or a
        later one as narrow, says otherwise of that code.
        """
        fitting = sorted((each for each in self.choices if each.fits(claim)), key=lambda choice: choice.narrowness)
        select: tuple[str, ...] = ()
        ignore: list[str] = []
        warn: list[str] = []
        for choice in fitting:
            select = choice.select or select
            ignore = [*_without(ignore, (*choice.select, *choice.keep, *choice.warn)), *choice.ignore]
            warn = [*_without(warn, (*choice.keep, *choice.ignore)), *choice.warn]
        return Chosen(select, tuple(ignore), tuple(warn))


def _without(ignored: Sequence[str], selected: Sequence[str]) -> list[str]:
    return [code for code in ignored if code not in selected]
