"""What an import did: counts of what was added and what was there already, and what was left out, by reason."""

from collections import Counter

from msgspec import Struct, field


class Report(Struct):
    """Counted by kind ("patient", "claim"); `left_out`, `notes` and `places` by (kind, reason)."""

    added: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    left_out: Counter[tuple[str, str]] = field(default_factory=Counter)
    notes: Counter[tuple[str, str]] = field(default_factory=Counter)
    unreadable: list[str] = field(default_factory=list)
    first_place: dict[tuple[str, str], str] = field(default_factory=dict)

    def leave_out(self, kind: str, reason: str, place: str = "", count: int = 1) -> None:
        """Nothing of it was used; the first place of each reason is kept, for whoever wants to look."""
        self.left_out[(kind, reason)] += count
        if place:
            self.first_place.setdefault((kind, reason), place)

    def note(self, kind: str, what: str) -> None:
        """It was used, and a person should know this of it."""
        self.notes[(kind, what)] += 1

    def counts(self) -> list[tuple[str, str, str]]:
        """(kind, added, there already)."""
        kinds = sorted({*self.added, *self.known})
        return [(kind, str(self.added[kind]), str(self.known[kind])) for kind in kinds]

    def reasons(self) -> list[tuple[str, str, str]]:
        """(count, kind, reason with its first place), most frequent first."""
        return [
            (str(count), kind, f"{reason} (first: {place})" if place else reason)
            for (kind, reason), count in self.left_out.most_common()
            for place in [self.first_place.get((kind, reason), "")]
        ]

    def remarks(self) -> list[tuple[str, str, str]]:
        """(count, kind, what to know)."""
        return [(str(count), kind, what) for (kind, what), count in self.notes.most_common()]
