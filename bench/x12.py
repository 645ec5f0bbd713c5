"""Speed and memory of reading, writing and judging X12, ours beside others: `make bench-x12`.

    python bench/x12.py [--mb 10] [--columns-mb 100] [--growth 1000] [--peers FOLDER] [--write docs/benchmarks.md]

Each reader runs in a process of its own over the same made-up files.  MB per CPU second counts the whole process,
its start and imports included, but for writing and judging, where only the task counts.  The others are installed
with pip into throw-away environments outside the project; what cannot be installed is said.
"""

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import venv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from bench.x12_files import write  # noqa: E402

TIMES = 2
SECTION = "## X12"
JUDGE, VALIDATOR = "**judge, SNIP 1–5, 837P**", "pyx12 4.0 validator, 837P"
HEAD = ("| what | file | MB per CPU s | claims per CPU s | peak MB | remark |", "|---|---:|---:|---:|---:|---|")


@dataclass(frozen=True)
class Runner:
    """One line of the table."""

    title: str
    task: str
    kind: str  # of the file: "835" or "837P"
    peer: str = ""  # what pip installs; empty: it is ours
    most_mb: float = 10  # of the file, for what is slow
    is_columns: bool = False
    remark: str = ""


RUNNERS = (
    Runner("**columns, 835**", "columns", "835", is_columns=True, remark="nothing dropped, sums proven"),
    Runner("oxedi 0.6 tables, 835 (Rust)", "oxedi_tables", "835", "oxedi==0.6.0 polars==1.35.2", is_columns=True,
           remark="drops modifiers, remarks, most references"),
    Runner("**typed, 835**", "read_835", "835", remark="nothing dropped, sums proven"),
    Runner("openx12 0.2, 835", "openx12_835", "835", "openx12==0.2.1", remark="floats, no service dates"),
    Runner("edi-835-parser 1.8, 835", "edi_835_parser", "835", "edi-835-parser==1.8.0", most_mb=3,
           remark="floats, drops what it does not know"),
    Runner("pyx12 4.0, segments, 835", "pyx12_segments", "835", "pyx12==4.0.0", remark="texts only"),
    Runner("x12sdk 2.2, 835", "x12sdk_models", "835", "x12sdk==2.2.0", most_mb=1, remark="pydantic"),
    Runner("**typed, 837P**", "read_837", "837P"),
    Runner("openx12 0.2, 837P", "openx12_837p", "837P", "openx12==0.2.1", remark="floats"),
    Runner("pyx12 4.0, segments, 837P", "pyx12_segments", "837P", "pyx12==4.0.0", remark="texts only"),
    Runner("x12sdk 2.2, 837P", "x12sdk_models", "837P", "x12sdk==2.2.0", most_mb=1, remark="pydantic"),
    Runner("**write, 837P**", "write_837", "837P"),
    Runner(JUDGE, "judge_837", "837P", remark="codes looked up by day"),
    Runner(VALIDATOR, "pyx12_validator", "837P", "pyx12==4.0.0", most_mb=1),
)  # fmt: skip


@dataclass(frozen=True)
class Measure:
    """The best of some runs, and what the reader found."""

    size: int  # bytes
    seconds: float  # CPU
    peak: int  # bytes
    found: dict[str, float]


def main() -> int:
    """Measure all, print the table; 1 when totals differ."""
    given = arguments()
    with TemporaryDirectory(prefix="cleanclaim-x12-") as folder:
        files = Files(Path(folder))
        lines, differ = list(HEAD), 0
        print("\n".join(lines), flush=True)
        for runner in RUNNERS:
            line, is_equal = row(runner, files, given)
            differ += not is_equal
            lines.append(line)
            print(line, flush=True)
        lines += times_as_fast(lines)
        lines += growth(files, given.growth) if given.growth else []
    if given.write:
        put(given.write, text(lines, given))
    return int(differ > 0)


def times_as_fast(lines: Sequence[str]) -> Iterator[str]:
    """Our judge beside the other, when both were measured."""
    rows = [[cell.strip() for cell in line.split("|")] for line in lines if line.startswith(("| **judge", "| pyx12"))]
    speeds = {row[1]: float(row[4].replace(",", "")) for row in rows if row[4]}
    if JUDGE in speeds and VALIDATOR in speeds:
        times = speeds[JUDGE] / speeds[VALIDATOR]
        line = f"The judge takes {times:.0f} times the claims of pyx12's validator in the same CPU time."
        print(f"\n{line}", flush=True)
        yield from ("", line)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mb", type=float, default=10, help="size of the files")
    parser.add_argument("--columns-mb", type=float, default=100, help="size of the file that is read into columns")
    parser.add_argument("--growth", type=float, default=0, help="read a file of so many MB, too")
    parser.add_argument("--peers", type=Path, default=Path.home() / ".cache" / "cleanclaim-bench")
    parser.add_argument("--write", type=Path, help="put the table into this file, as its section X12")
    return parser.parse_args()


class Files:
    """Made-up files, and what they hold by an independent scan."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._scans: dict[Path, dict[str, float]] = {}

    def of(self, kind: str, mb: float) -> Path:
        path = self.folder / f"{kind}-{mb:g}.x12"
        if not path.exists():
            write(path, kind, int(mb * 1_000_000))
        return path

    def holds(self, path: Path) -> dict[str, float]:
        """Claims, lines, charged and paid cents, by regular expressions."""
        if path not in self._scans:
            self._scans[path] = scan(path)
        return self._scans[path]


def scan(path: Path) -> dict[str, float]:
    found = {"claims": 0, "lines": 0, "charged": 0, "paid": 0}
    claim = re.compile(r"^CL[PM]\*[^*]*\*(?:\d+\*)?(-?[\d.]+)\*(-?[\d.]*)")
    with path.open() as source:
        for segment in source:
            if segment.startswith(("SVC*", "SV1*")):
                found["lines"] += 1
            elif match := claim.match(segment):
                found["claims"] += 1
                found["charged"] += in_cents(match[1])
                found["paid"] += in_cents(match[2] or "0") if segment.startswith("CLP") else 0
    return found


def in_cents(amount: str) -> int:
    whole, _, part = amount.lstrip("-").partition(".")
    cents = int(whole or 0) * 100 + int(f"{part}00"[:2])
    return -cents if amount.startswith("-") else cents


def row(runner: Runner, files: Files, given: argparse.Namespace) -> tuple[str, bool]:
    """The line of the table, and whether the totals are right."""
    path = files.of(runner.kind, given.columns_mb if runner.is_columns else min(given.mb, runner.most_mb))
    try:
        python = environment(runner.peer, given.peers) if runner.peer else Path(sys.executable)
        measure = best(python, runner, path)
    except subprocess.CalledProcessError as error:
        reason = (error.stderr or "").strip().splitlines()[-1:] or [f"exit status {error.returncode}"]
        return f"| {runner.title} | | | | | not measured: {reason[0][:120]} |", bool(runner.peer)
    expected = files.holds(path)
    wrong = [name for name in expected if name in measure.found and measure.found[name] != expected[name]]
    megabytes = measure.found.get("bytes", measure.size) / 1e6
    remark = "; ".join(filter(None, (runner.remark, f"WRONG {', '.join(wrong)}" if wrong else "")))
    return (
        f"| {runner.title} | {measure.size / 1e6:.0f} MB | {megabytes / measure.seconds:.2f} | "
        f"{expected['claims'] / measure.seconds:,.0f} | {measure.peak / 1e6:,.0f} | {remark} |"
    ), not wrong


def environment(peer: str, folder: Path) -> Path:
    """The Python of an environment that holds the peer, made when it is not there."""
    home = folder / re.sub(r"\W+", "-", peer)
    python = home / "bin" / "python"
    if not (home / "ready").exists():
        venv.create(home, with_pip=True, clear=True)
        command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *peer.split()]
        subprocess.run(command, check=True, capture_output=True, text=True)
        (home / "ready").touch()
    return python


def best(python: Path, runner: Runner, path: Path) -> Measure:
    """The quickest of some runs."""
    return min((measured(python, runner, path) for _ in range(TIMES)), key=lambda one: one.seconds)


def measured(python: Path, runner: Runner, path: Path) -> Measure:
    script = "x12_peers.py" if runner.peer else "x12_ours.py"
    command = [str(python), str(Path(__file__).with_name(script)), runner.task, str(path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    out, err = process.stdout.read(), process.stderr.read()  # type: ignore[union-attr]
    _, status, usage = os.wait4(process.pid, 0)
    if code := os.waitstatus_to_exitcode(status):
        raise subprocess.CalledProcessError(code, command, out, err)
    found = json.loads(out.strip().splitlines()[-1])
    seconds = found.pop("seconds", usage.ru_utime + usage.ru_stime)
    return Measure(path.stat().st_size, seconds, usage.ru_maxrss * 1024, found)


def growth(files: Files, mb: float) -> Iterator[str]:
    """Ours over a long file: CPU per MB beside that of a short one, and memory."""
    head = ["", "| what | MB | CPU ms per MB | peak MB |", "|---|---:|---:|---:|"]
    print("\n".join(head), flush=True)
    yield from head
    for runner in (one for one in RUNNERS if one.task in {"columns", "read_835", "read_837"}):
        for size in (10, mb):
            measure = measured(Path(sys.executable), runner, files.of(runner.kind, size))
            per_mb = measure.seconds * 1e9 / measure.size
            line = f"| {runner.title} | {size:g} | {per_mb:.1f} | {measure.peak / 1e6:,.0f} |"
            print(line, flush=True)
            yield line


def text(lines: Sequence[str], given: argparse.Namespace) -> str:
    """The section of docs/benchmarks.md."""
    chip = (
        re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text()) if platform.system() == "Linux" else None
    )
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    machine = f"{chip[1].strip() if chip else platform.machine()}, {os.cpu_count()} cores, load {load}"
    return "\n".join(
        (
            SECTION,
            "",
            f"`make bench-x12` ({date.today():%Y-%m-%d}; {machine}; Python {platform.python_version()}). The best of "  # noqa: DTZ011
            f"{TIMES} runs over made-up files that balance (`bench/x12_files.py`); MB per CPU second of the whole "
            "process, start and imports included; for writing and judging, of the task alone. Totals are compared with "
            "an independent scan. Figures of one run compare with each other, not with those of another machine.",
            "",
            *lines,
            "",
        )
    )


def put(path: Path, section: str) -> None:
    """In place of the section that is there, else at the end."""
    before, found, after = path.read_text().partition(f"\n{SECTION}\n")
    rest = after[after.find("\n## ") :] if found and "\n## " in after else ""
    path.write_text(f"{before.rstrip()}\n\n{section}{rest}")


if __name__ == "__main__":
    sys.exit(main())
