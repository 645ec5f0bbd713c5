"""What the documents say is there: links, commands, paths."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest
import typer

from cleanclaim.interfaces.cli.main import app

PROJECT = Path(__file__).resolve().parent.parent
PACKAGE = PROJECT / "src" / "cleanclaim"
LINK = re.compile(r"\]\(([^)\s]+)\)")
QUOTED = re.compile(r"`([^`\n]+)`")
FENCED = re.compile(r"^```(?:sh|console)?\n(.*?)^```", re.DOTALL | re.MULTILINE)
COMMAND = re.compile(r"(?:^|[\s/])(cleanclaim [^\n#]*)")
ROOMS = tuple(f"{path.name}/" for path in PACKAGE.iterdir() if path.is_dir())
IN_PROJECT = ("src/", "tests/", "docs/", "scripts/", "requirements/")


def documents() -> list[Path]:
    """Every document that git knows or will know."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.md"]
    listed = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    return sorted({PROJECT / name for name in listed.split("\0") if name and (PROJECT / name).is_file()})


DOCUMENTS = documents()
OURS = [path for path in DOCUMENTS if path.parent.name != "edits"]  # those pages are written by the edits themselves


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(PROJECT)))
def test_every_relative_link_leads_somewhere(document):
    links = [link.partition("#")[0] for link in LINK.findall(document.read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in links if link and not (document.parent / link).exists()] == []


def test_every_command_shown_is_a_command():
    shown = {command for document in DOCUMENTS for command in commands(document.read_text(encoding="utf-8"))}
    assert shown
    assert sorted(command for command in shown if not is_known(command)) == []


@pytest.mark.parametrize("document", OURS, ids=lambda path: str(path.relative_to(PROJECT)))
def test_every_path_named_is_there(document):
    named = {word for word in QUOTED.findall(document.read_text(encoding="utf-8")) if is_path(word)}
    assert sorted(word for word in named if not found(word)) == []


def commands(text: str) -> set[str]:
    """What is shown of the command line, in fenced blocks and between backquotes."""
    pieces = [*FENCED.findall(text), *QUOTED.findall(FENCED.sub("", text))]
    lines = [line for piece in pieces for line in piece.splitlines() if not line.startswith(("import ", "for "))]
    return {match.strip() for line in lines for match in COMMAND.findall(line)}


def is_known(shown: str) -> bool:
    """Whether command, subcommand and options are those of the program."""
    group, words = typer.main.get_command(app), shlex.split(shown)[1:]
    context = typer.Context(group)
    while words and hasattr(group, "list_commands"):
        name = words.pop(0)
        if name.startswith("-"):
            return True
        if name not in group.list_commands(context):
            return False
        group = group.get_command(context, name)
    options = {option for parameter in group.params for option in (*parameter.opts, *parameter.secondary_opts)}
    return {word.partition("=")[0] for word in words if word.startswith("--")} <= options | {"--help"}


def is_path(word: str) -> bool:
    """A path of the project or of the package: with a slash, and no spaces or placeholders."""
    return word.startswith((*ROOMS, *IN_PROJECT)) and not re.search(r"[\s<>*]", word)


def found(word: str) -> bool:
    """Paths that begin with a room of the package are below it."""
    return (PROJECT / word).exists() or (PACKAGE / word).exists()
