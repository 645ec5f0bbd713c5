"""Where the payers keep what they know between two rounds, so that a crash at any instant loses and repeats nothing.

`state.json` is small and replaced whole; the answers given, which only grow, are lines of `answers.jsonl`.  A round
counts once `state.json` names it: it says how many bytes of the answers are part of it, which files of /inbound it has
taken and which of /staging still have to be moved to /outbound.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct, structs

from cleanclaim.adapters.clearinghouses.folder.transport import INBOUND, OUTBOUND, put
from cleanclaim.core.ports import ReceivedFile
from cleanclaim.core.simulator import State, demo_book, opened
from cleanclaim.core.simulator.answers import register, seen_key
from cleanclaim.core.simulator.state import Answered

SEED = 7
STAGING = "staging"
_STATE, _ANSWERS, _LOCK = "state.json", "answers.jsonl", ".lock"


class Saved(Struct):
    """The content of state.json."""

    state: State  # without its answers and what follows from them
    answers_bytes: int = 0
    outgoing: tuple[str, ...] = ()  # names in /staging
    taken: dict[str, str] = {}  # names in /inbound, with the digest of what was read


class Store:
    """One simulator's folder."""

    def __init__(self, folder: Path, *, seed: int = SEED) -> None:
        self.folder, self.seed = Path(folder), seed
        self._saved = Saved(opened(demo_book(), seed=seed))
        self._stamp: tuple[int, int] | None = None
        self._kept: dict[str, tuple[bool, int]] = {}  # what answers.jsonl says of each answer

    @contextmanager
    def locked(self) -> Iterator[State]:
        """The state, for this process alone until the block ends."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / _LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if self._stamp is None or self._stamp != self._stamp_on_disk():
                self._load()
            self._finish()
            self._stamp, known = None, self._stamp  # a block that fails leaves nothing to go on with
            yield self._saved.state
            self._stamp = self._stamp or known

    def for_questions(self) -> State:
        """The benefits and yearly limits as of the last round, without the claims."""
        stamp = self._stamp_on_disk()
        return _as_of(self.folder / _STATE, stamp) if stamp else opened(demo_book(), seed=self.seed)

    def commit(self, taken: list[ReceivedFile], files: list[ReceivedFile]) -> None:
        """End a round: the files it took are gone from /inbound, those it wrote are in /outbound."""
        for file in files:
            put(self.folder / STAGING, file.name, file.content)
        self._saved.outgoing = tuple(file.name for file in files)
        self._saved.taken = {file.name: _digest(file.content) for file in taken}
        self._append_answers()
        state = structs.replace(self._saved.state, answered={}, seen={}, services={})
        content = msgspec.json.encode(structs.replace(self._saved, state=state))
        put(self.folder, _STATE, content)
        self._stamp = self._stamp_on_disk()
        self._finish()

    def _finish(self) -> None:
        """Carry out what state.json names; done twice it changes nothing."""
        for name in self._saved.outgoing:
            staged = self.folder / STAGING / name
            if staged.exists():
                (self.folder / OUTBOUND).mkdir(exist_ok=True)
                move(staged, self.folder / OUTBOUND / name)
        for name, digest in self._saved.taken.items():
            path = self.folder / INBOUND / name
            if path.exists() and _digest(path.read_bytes()) == digest:
                remove(path)
        self._saved.outgoing, self._saved.taken = (), {}

    def _append_answers(self) -> None:
        """The answers that are new or have changed since the last round, after those that count."""
        changed = []
        for number, answered in self._saved.state.answered.items():
            mark = (answered.is_reversed, len(answered.payments))
            if self._kept.get(number) != mark:
                self._kept[number] = mark
                changed.append(msgspec.json.encode((number, answered)) + b"\n")
        if not changed:
            return
        self._saved.answers_bytes = append(self.folder / _ANSWERS, self._saved.answers_bytes, b"".join(changed))

    def _load(self) -> None:
        path = self.folder / _STATE
        self._saved = _decode(path) if path.exists() else Saved(opened(demo_book(), seed=self.seed))
        state = self._saved.state
        if self._saved.answers_bytes:
            with (self.folder / _ANSWERS).open("rb") as file:
                lines = file.read(self._saved.answers_bytes).splitlines()
            state.answered = dict(map(_answer_decoder.decode, lines))
        for waiting in state.accepted:
            state.seen[seen_key(waiting.payer_id, waiting.claim)] = waiting.control_number
        for answered in state.answered.values():
            if not answered.is_reversed:
                register(state, answered.accepted)
        self._kept = {key: (one.is_reversed, len(one.payments)) for key, one in state.answered.items()}
        self._stamp = self._stamp_on_disk()

    def _stamp_on_disk(self) -> tuple[int, int] | None:
        try:
            status = (self.folder / _STATE).stat()
        except FileNotFoundError:
            return None
        return status.st_mtime_ns, status.st_ino


def move(source: Path, target: Path) -> None:
    source.replace(target)


def remove(path: Path) -> None:
    path.unlink()


def append(path: Path, size: int, content: bytes) -> int:
    """Put `content` after the first `size` bytes, in place of what a broken round left there; the new size."""
    with path.open("ab") as file:
        file.truncate(size)
        return size + file.write(content)


_state_decoder = msgspec.json.Decoder(Saved)
_answer_decoder = msgspec.json.Decoder(tuple[str, Answered])


def _decode(path: Path) -> Saved:
    return _state_decoder.decode(path.read_bytes())


@lru_cache(maxsize=4)
def _as_of(path: Path, stamp: tuple[int, int]) -> State:
    """The state that the file has held since `stamp`: many questions are put between two rounds."""
    return _decode(path).state


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()
