"""The coverage-guided fuzzer: `python tests/fuzz/fuzzer.py SECONDS [FOLDER [RUNS]]`, or `make fuzz`.

It starts from small files of every transaction, changes them where that reaches code not reached before, and ends with
1 at the first input that makes a reader crash, hang, or disagree with another; the input is kept in FOLDER.  With RUNS
it tries so many inputs, the same ones each time.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
LARGEST, SLOWEST_SECONDS, MOST_MEMORY_MB = 20_000, 10, 1_500

with atheris.instrument_imports(include=["cleanclaim.core"]):
    from tests.fuzz.readers import read_in_every_way
    from tests.fuzz.seeds import seeds


def main(seconds: str, folder: str = "", runs: str = "") -> None:
    """Fuzz for so long at most."""
    with TemporaryDirectory() as temporary:
        corpus = Path(folder or temporary)
        corpus.mkdir(exist_ok=True)
        for name, content in seeds().items():
            (corpus / name).write_bytes(content)
        options = {"max_total_time": seconds, "max_len": LARGEST, "timeout": SLOWEST_SECONDS}
        options |= {"runs": runs, "seed": "1"} if runs else {}
        options |= {"rss_limit_mb": MOST_MEMORY_MB, "artifact_prefix": f"{corpus}/found-"}
        arguments = [sys.argv[0], *(f"-{name}={value}" for name, value in options.items()), str(corpus)]
        atheris.Setup(arguments, read_in_every_way)
        atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
