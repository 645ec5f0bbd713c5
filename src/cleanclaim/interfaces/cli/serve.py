"""Serve the practice: web server, task worker, timer and payer simulator as one tree of processes."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import typer
from django.conf import settings
from django.contrib.auth import get_user_model
from rich.console import Console

from cleanclaim.interfaces.cli.first_start import diagnoses_built
from cleanclaim.interfaces.cli.migrate import database_ready
from cleanclaim.interfaces.cli.process_tree import run_together

CLEANCLAIM = [sys.executable, "-m", "cleanclaim"]
SIGN_INS = "demo-sign-ins.txt"  # written into DATA_DIR by `cleanclaim demo`

app = typer.Typer()
console = Console(soft_wrap=True)


@app.command()
def serve(
    port: int = typer.Option(8000, envvar="PORT", min=1, max=65535, help="Port to listen on."),
    host: str = typer.Option("127.0.0.1", envvar="HOST", help="Address to listen on; 0.0.0.0 for every network."),
    workers: int = typer.Option(2, min=1, help="Web server processes."),
    demo: bool = typer.Option(True, help="With the payer simulator, and a demo practice when the database is empty."),
) -> None:
    """Serve the practice in the browser until Ctrl-C: PORT=8001 cleanclaim serve."""
    if is_taken(host, port):
        console.print(f"Port {port} is taken by another program. Choose another one: PORT={port + 1}")
        raise typer.Exit(2)
    with diagnoses_built():
        database_ready()
    if demo:
        demo_ready(settings.DATA_DIR)
    status = run_together(
        commands(host, port, workers, settings.DATA_DIR, demo=demo),
        environment=environment(settings.DATA_DIR),
        is_ready=lambda: is_taken(host, port),
        on_ready=lambda: announce(port, settings.DATA_DIR),
        on_death=lambda name, code: console.print(f"The {name} ended by itself, status {code}; the rest was stopped."),
    )
    raise typer.Exit(status)


def commands(host: str, port: int, workers: int, data_dir: Path, *, demo: bool) -> dict[str, list[str]]:
    """What runs, by the name a person knows it by."""
    simulator = {"payer simulator": [*CLEANCLAIM, "simulator"]}
    return {
        "web server": [
            *(sys.executable, "-m", "gunicorn", "cleanclaim.config.wsgi"),
            *("--bind", f"{host}:{port}", "--workers", str(workers), "--threads", "4", "--preload"),
            *("--worker-tmp-dir", str(data_dir / "tmp"), "--no-control-socket", "--log-level", "warning"),
        ],
        "task worker": [*CLEANCLAIM, "worker"],
        "timer": [*CLEANCLAIM, "timer"],
        **(simulator if demo else {}),
    }


def environment(data_dir: Path) -> dict[str, str]:
    """Ours, with every temporary file inside DATA_DIR."""
    temporary = data_dir / "tmp"
    temporary.mkdir(mode=0o700, exist_ok=True)
    return {**os.environ, "DATA_DIR": str(data_dir), "TMPDIR": str(temporary)}


def demo_ready(data_dir: Path) -> None:
    """Make the demo practice in an empty database; one that was broken off is never served as if it were whole."""
    unfinished = data_dir / "demo-unfinished"
    if not unfinished.exists():
        if get_user_model().objects.exists():
            return
        unfinished.touch()
        if subprocess.run([*CLEANCLAIM, "demo"], env=environment(data_dir), check=False).returncode == 0:
            unfinished.unlink()
            return
    console.print(f"The demo practice was not finished. Start again with an empty database: remove {data_dir}")
    raise typer.Exit(1)


def is_taken(host: str, port: int) -> bool:
    """Whether something answers at the address."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) == 0


def announce(port: int, data_dir: Path) -> None:
    """Tell where to go, and as whom in the demo."""
    console.print(f"\nCleanClaim is ready: http://localhost:{port}/\n")
    sign_ins = data_dir / SIGN_INS
    if sign_ins.exists():
        console.print(sign_ins.read_text(), markup=False)
    console.print("Stop with Ctrl-C.")
