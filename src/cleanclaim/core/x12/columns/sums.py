"""Sums of cents of what a piece of a file opens, and of what it goes on with."""

import numpy as np

from cleanclaim.core.x12.columns.elements import Ints


class Sums:
    """Per line, claim or transaction: sums of cents.  Slot 0 is what stood open before."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        self.first = 0  # the number of slot 0
        self.carried = dict.fromkeys(names, 0)
        self.now: dict[str, Ints] = {}

    def begin(self, size: int) -> None:
        """A piece that opens `size` more of them."""
        self.now = {name: np.zeros(size + 1, np.int64) for name in self.names}
        for name, value in self.carried.items():
            self.now[name][0] = value

    def state(self, name: str, values: Ints) -> None:
        """What each of those that the piece opens says."""
        self.now[name][1:] = values

    def add(self, keys: Ints, **values: Ints) -> None:
        """Each value to the one with its number; numbers never fall, and 0 belongs to none."""
        if len(keys) and not keys.all():
            some = keys != 0
            keys, values = keys[some], {name: value[some] for name, value in values.items()}
        if not len(keys):
            return
        ends = np.cumsum(np.bincount(keys - self.first, minlength=len(self.now[self.names[0]])))
        for name, value in values.items():
            total = np.concatenate((np.zeros(1, np.int64), np.cumsum(value))).take(ends)
            total[1:] -= total[:-1].copy()
            self.now[name] += total

    def end(self) -> None:
        """The last one stays open."""
        self.carried = {name: int(values[-1]) for name, values in self.now.items()}
        self.first += len(self.now[self.names[0]]) - 1
