"""Several processes that live and die together."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from threading import Event

LOOK_SECONDS = 0.2
GRACE_SECONDS = 10
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def run_together(
    commands: Mapping[str, Sequence[str]],
    *,
    environment: Mapping[str, str],
    is_ready: Callable[[], bool],
    on_ready: Callable[[], None],
    on_death: Callable[[str, int], None],
) -> int:
    """Run the named commands until Ctrl-C, SIGTERM or SIGHUP, or until one of them ends by itself; then none is left.

    `on_ready` is called once, when `is_ready` first says so; `on_death` gets the name and exit status of the one that
    ended.
    Returns the exit status: 0 when asked to stop, 1 when one ended by itself.
    """
    stop = Event()
    before = {number: signal.signal(number, lambda *_: stop.set()) for number in STOP_SIGNALS}
    running: dict[str, subprocess.Popen[bytes]] = {}
    announced = False
    try:
        for name, command in commands.items():
            # a group of its own: Ctrl-C in the terminal reaches only us, and we end its children with it
            running[name] = subprocess.Popen(command, env=environment, process_group=0)
        while not stop.wait(LOOK_SECONDS):
            for name, process in running.items():
                if process.poll() is not None:
                    on_death(name, process.returncode)
                    return 1
            if not announced and is_ready():
                on_ready()
                announced = True
        return 0
    finally:
        _end(running.values())
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(processes: Iterable[subprocess.Popen[bytes]]) -> None:
    """Ask all to stop, wait a while, and end whatever is left of their groups."""
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, deadline - time.monotonic()))
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
