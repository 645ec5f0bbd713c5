"""Make .venv hold exactly what a lock names, and the project itself: python3 scripts/set_up.py requirements/run.lock

Needs Python 3.11 and nothing else; uses uv where it is installed.  Nothing is written outside the project's folder.
"""

import os
import shutil
import subprocess
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
PIP_FOR_ANOTHER_PYTHON = 23  # the first release of pip that installs into another environment
ENVIRONMENT = {
    **os.environ,
    "PIP_CACHE_DIR": str(VENV / "cache" / "pip"),
    "UV_CACHE_DIR": str(VENV / "cache" / "uv"),
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
}
COMMAND = """\
#!{python}
from cleanclaim.interfaces.cli.main import app

if __name__ == "__main__":
    app()
"""


def main(lock: Path) -> None:
    """Set up .venv from the lock."""
    if sys.version_info < (3, 11):
        sys.exit(f"CleanClaim needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}")
    if not PYTHON.exists():
        make_venv()
    install(lock)
    add_project()


def make_venv() -> None:
    """An empty virtual environment, whole or not there; with a pip of its own where there is no other installer."""
    print("Making .venv", flush=True)
    options = ["--without-pip"] if installer() else []
    made = subprocess.run([sys.executable, "-m", "venv", *options, VENV], check=False)
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit("Python's venv module is missing or incomplete. On Debian and Ubuntu: apt-get install python3-venv")


@cache
def installer() -> list[str]:
    """The command of what installs into another environment, uv or this Python's own pip; empty where neither is."""
    if uv := shutil.which("uv"):
        return [uv, "pip", "install", "--python", str(PYTHON)]
    try:
        knows_python = int(version("pip").partition(".")[0]) >= PIP_FOR_ANOTHER_PYTHON
    except PackageNotFoundError:
        return []
    return [sys.executable, "-m", "pip", "--python", str(PYTHON), "install", "--no-compile"] if knows_python else []


def install(lock: Path) -> None:
    """Install what the lock names, all of it and nothing else, each file checked against its hash."""
    command = installer() or [PYTHON, "-m", "pip", "install", "--no-compile"]
    print(f"Installing {lock}", flush=True)
    subprocess.run([*command, "--no-deps", "--require-hashes", "-r", lock], env=ENVIRONMENT, check=True)


def add_project() -> None:
    """Put src on the path and `cleanclaim` beside python: an editable install with nothing to build.

    All is compiled here once, on every core: each start compiles it anew where Python may not write
    (PYTHONDONTWRITEBYTECODE).
    """
    question = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site_packages = subprocess.run([PYTHON, "-c", question], capture_output=True, text=True, check=True).stdout.strip()
    (Path(site_packages) / "cleanclaim.pth").write_text(f"{PROJECT / 'src'}\n")
    command = VENV / "bin" / "cleanclaim"
    command.write_text(COMMAND.format(python=PYTHON))
    command.chmod(0o755)
    subprocess.run([PYTHON, "-m", "compileall", "-q", "-j", "0", site_packages, PROJECT / "src"], check=False)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
