"""Files worked on one after another, or several at a time, each in a process of its own; told in their order."""

import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import Annotated, Any, TypeVar

import typer

from cleanclaim.core.x12.errors import X12Error
from cleanclaim.interfaces.cli.progress import progress
from cleanclaim.interfaces.cli.sources import Given, size_of

T = TypeVar("T")
Jobs = Annotated[int, typer.Option(min=1, help="So many files at a time, each in a process of its own")]
_AT_ONCE = 500  # items of a file that travel together from one process to the other


def steps(files: Sequence[Given], words: str) -> Iterator[Given]:
    """The files one by one, with a bar over the bytes that are read of them."""
    return each(lambda given: given, files, words)


def each(function: Callable[[Given], T], files: Sequence[Given], words: str, jobs: int = 1) -> Iterator[T]:
    """`function` of every file, in their order, as many at a time as `jobs`; with a bar as `steps`."""
    with progress(words, size_of(files)) as heard:
        if jobs == 1 or len(files) < 2:
            yield from (function(given.telling(heard)) for given in files)
            return
        pool = ProcessPoolExecutor(min(jobs, len(files)))
        try:
            for given, result in zip(files, pool.map(function, (given.held() for given in files)), strict=True):
                heard(given.size)
                yield result
        finally:
            pool.shutdown(cancel_futures=True)


def worked(
    function: Callable[[Given], Iterable[T]], files: Sequence[Given], words: str, jobs: int = 1
) -> Iterator[tuple[Given, Iterator[T]]]:
    """Each file with what `function` gives of it, item by item; what cannot be read raises behind the items before it.

    Memory is bounded by some items, whatever `jobs`: what another process gives waits on disk for its turn.
    """
    if jobs == 1 or len(files) < 2:
        yield from each(lambda given: (given, iter(function(given))), files, words)
        return
    with TemporaryDirectory() as folder:
        waiting = each(partial(_put_by, function, folder), files, words, jobs)
        for given, path in zip(files, waiting, strict=True):
            yield given, _taken_up(path)
            path.unlink()


def _put_by(function: Callable[[Given], Iterable[Any]], folder: str, given: Given) -> Path:
    """All that the function gives and raises, in a file of the folder."""
    with NamedTemporaryFile(dir=folder, delete=False) as file:
        some: list[Any] = []
        try:
            for item in function(given):
                some.append(item)
                if len(some) == _AT_ONCE:
                    pickle.dump((some, None), file)
                    some.clear()
        except (OSError, X12Error) as problem:
            pickle.dump((some, problem), file)
        else:
            pickle.dump((some, None), file)
    return Path(file.name)


def _taken_up(path: Path) -> Iterator[Any]:
    with path.open("rb") as file:
        end = path.stat().st_size
        while file.tell() < end:
            some, problem = pickle.load(file)
            yield from some
            if problem:
                raise problem
