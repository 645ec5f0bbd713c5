"""Make the demo practice."""

from pathlib import Path

import typer
from django.conf import settings
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from cleanclaim import clock
from cleanclaim.apps.practices.models import Organization
from cleanclaim.interfaces.cli.first_start import diagnoses_built
from cleanclaim.interfaces.cli.migrate import database_ready
from cleanclaim.interfaces.cli.serve import SIGN_INS
from cleanclaim.interfaces.demo.practice import demo_practices, sign_ins
from cleanclaim.interfaces.demo.year import year_make
from cleanclaim.interfaces.garbage import A_FILES, loaded_is_kept

app = typer.Typer()


def exchanged_before(data_dir: Path) -> Path | None:
    """The folder of files exchanged with partners, when there are any: a new practice has exchanged none."""
    folder = data_dir / "exchange"
    return folder if folder.is_dir() and any(folder.iterdir()) else None


@app.command()
def demo(
    patients: int = typer.Option(300, min=2, help="Patients of both practices together."),
    seed: int = typer.Option(1, help="The same seed makes the same year."),
) -> None:
    """Make two practices, a billing company and twelve months of work: cleanclaim demo --patients 50 --seed 7."""
    console = Console(stderr=True)
    with diagnoses_built():
        database_ready()
    if Organization.objects.exists():
        console.print("The database has organizations already. Choose an empty DATA_DIR for the demo.")
        raise typer.Exit(2)
    if left := exchanged_before(settings.DATA_DIR):
        console.print(
            f"{left} holds files of another database, whose claims its payers would go on answering. Choose an empty "
            "DATA_DIR for the demo, or remove that folder.",
            markup=False,
        )
        raise typer.Exit(2)
    made = demo_practices()
    loaded_is_kept(A_FILES)
    with Progress(TextColumn("Living a year"), BarColumn(), TimeRemainingColumn(), console=console) as bar:
        task = bar.add_task("", total=None)
        refused = year_make(
            made,
            patients=patients,
            seed=seed,
            today=clock.today(),
            progress=lambda done, days: bar.update(task, completed=done, total=days),
        )
    for refusal in refused:
        console.print(f"Left to a person: {refusal}", markup=False)
    path = settings.DATA_DIR / SIGN_INS
    path.touch(mode=0o600)
    path.write_text(sign_ins(made))
    typer.echo(sign_ins(made))
