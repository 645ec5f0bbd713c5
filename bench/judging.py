"""Processes that judge made-up claims by the edits: told over a line to make some, then to judge them."""

import resource
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter, process_time
from typing import NamedTuple

from clinic import Case, cases

from cleanclaim.core.codesets import CodeSets, open_codesets
from cleanclaim.core.edits import run_edits

AS_OF = date(2026, 10, 1)


class Part(NamedTuple):
    """Claims to make: the same seed makes the same ones, of which that share carries a fault."""

    seed: int
    count: int
    faulty: float


class Judged(NamedTuple):
    """What a process found in its part, and what that took."""

    findings: int
    times: list[float]  # CPU seconds of each claim
    memory: int  # MB of the process at most


WARMING = Part(0, 1_000, 1.0)  # so that tables are open and first questions asked


@contextmanager
def judges(count: int, folder: Path) -> Iterator[list[Connection]]:
    """So many processes that have judged their first claims by the tables of the folder: a line to each."""
    spawned = get_context("spawn")
    with ExitStack() as running:
        lines = []
        for _ in range(count):
            ours, theirs = spawned.Pipe()
            process = spawned.Process(target=_work, args=(theirs, folder))
            process.start()
            running.callback(process.join)
            running.callback(ours.send, None)  # called before the process is waited for
            lines.append(ours)
        judged_at_once(lines, [WARMING] * count)
        yield lines


def judged_in_turn(lines: Sequence[Connection], parts: Sequence[Part]) -> tuple[list[Judged], float]:
    """Each process judges its part while the others wait: with the seconds on the clock."""
    _make(lines, parts)
    turns = [_judge([line]) for line in lines]
    return [judged for answers, _ in turns for judged in answers], sum(seconds for _, seconds in turns)


def judged_at_once(lines: Sequence[Connection], parts: Sequence[Part]) -> tuple[list[Judged], float]:
    """All processes judge their parts at the same time: with the seconds on the clock until the last is done."""
    _make(lines, parts)
    return _judge(lines)


def _make(lines: Sequence[Connection], parts: Sequence[Part]) -> None:
    for line, part in zip(lines, parts, strict=True):
        line.send(part)
    for line in lines:
        line.recv()


def _judge(lines: Sequence[Connection]) -> tuple[list[Judged], float]:
    start = perf_counter()
    for line in lines:
        line.send("judge")
    answers = [line.recv() for line in lines]
    return answers, perf_counter() - start


def _work(line: Connection, folder: Path) -> None:
    """What a process does until it is told None."""
    codesets, held = open_codesets(folder), []
    while order := line.recv():
        if isinstance(order, Part):
            held = list(cases(order.count, seed=order.seed, faulty=order.faulty))
            line.send(len(held))
        else:
            line.send(_judged(held, codesets))


def _judged(held: Sequence[Case], codesets: CodeSets) -> Judged:
    findings, times = 0, []
    for case in held:
        start = process_time()
        findings += len(run_edits(case.claim, codesets=codesets, as_of=AS_OF, payer=case.payer, known=case.known))
        times.append(process_time() - start)
    return Judged(findings, times, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1_024)
