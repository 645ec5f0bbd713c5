"""Which edits a practice has on: for all its claims, or for those of a payer, a plan or a specialty."""

from collections.abc import Sequence

from msgspec import Struct

from cleanclaim.core.claim import Claim


class Choice(Struct, frozen=True):
    """Codes of edits or their beginnings; an empty scope fits every claim."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
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


class Selection(Struct, frozen=True):
    """A practice's choices."""

    choices: tuple[Choice, ...] = ()

    def of(self, claim: Claim) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """`select` and `ignore` for one claim.

        The narrowest `select` counts; what any choice ignores is ignored unless a narrower one selects it by that code.
        """
        fitting = sorted((each for each in self.choices if each.fits(claim)), key=lambda choice: choice.narrowness)
        select: tuple[str, ...] = ()
        ignore: list[str] = []
        for choice in fitting:
            select = choice.select or select
            ignore = [*_without(ignore, choice.select), *choice.ignore]
        return select, tuple(ignore)


def _without(ignored: Sequence[str], selected: Sequence[str]) -> list[str]:
    return [code for code in ignored if code not in selected]
