"""What each kind of work is called, from kinds.yaml."""

from functools import cache
from importlib.resources import files

from msgspec import Struct, convert

from cleanclaim.core.tables import read_table


class Kind(Struct, frozen=True):
    """Words for one thing, for many of them, why it is work, and the button that opens the group.

    `by_hand` is false for what only its own act closes: nobody can say that it is done.
    """

    one: str
    many: str
    why: str = ""
    open: str = "Open the group"
    by_hand: bool = True


@cache
def kinds() -> dict[str, Kind]:
    table = read_table(files(__package__).joinpath("kinds.yaml").read_text("utf-8"))
    return convert(table, dict[str, Kind])


def kind_of(name: str) -> Kind:
    """The words of a kind; one that the table lacks is called by its name."""
    plain = name.replace("_", " ")
    return kinds().get(name, Kind(plain.capitalize(), plain))
