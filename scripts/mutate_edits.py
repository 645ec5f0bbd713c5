"""Turns each comparison of each edit around, one at a time: some example of the edit must notice.

    python scripts/mutate_edits.py [CODE...]

Changed are == != < <= > >= in, not in, is None, is not None, and, or, not, and whole numbers that are compared (one
more); in the check and in the functions of its own file.  It ends with 1 when fewer than 97 of 100 are noticed.
"""

import ast
import copy
import inspect
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

from cleanclaim.core.codesets import CodeSetMissing, CodeSets, open_codesets
from cleanclaim.core.edits import ALL_EDITS
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.example_fields import build
from cleanclaim.core.edits.examples import examples_of
from cleanclaim.core.edits.given import Given

ENOUGH = 97
OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


class Change(NamedTuple):
    """One thing turned around, in a copy of the module."""

    line: int
    words: str
    module: ast.Module


class Result(NamedTuple):
    """An edit, how many changes were tried, and those that no example noticed."""

    code: str
    tried: int
    unnoticed: list[Change]


def mutate(edit: Edit, codesets: CodeSets) -> Result:
    """Every change of an edit against its examples."""
    path = Path(inspect.getsourcefile(edit.look) or "")
    module = ast.parse(path.read_text(encoding="utf-8"))
    trials = [*_trials(edit, codesets)]
    usual = [_seen(edit.look, *trial) for trial in trials]
    changes = [*changes_of(module)]
    unnoticed = [
        change
        for change in changes
        if (look := _check_of(change.module, path))
        and all(_seen(look, *trial) == seen for trial, seen in zip(trials, usual, strict=True))
    ]
    return Result(edit.code, len(changes), unnoticed)


def changes_of(module: ast.Module) -> Iterator[Change]:
    """Each change of a module that can be made inside its functions."""
    for number, statement in enumerate(module.body):
        if not isinstance(statement, ast.FunctionDef):
            continue
        for position, node in enumerate(ast.walk(statement)):
            for turn in _turns(node):
                changed = copy.deepcopy(module)
                target = [*ast.walk(changed.body[number])][position]
                turn(target)
                yield Change(node.lineno, f"{ast.unparse(node)} -> {ast.unparse(target)}", changed)


def _turns(node: ast.AST) -> Iterator[Callable[[Any], None]]:
    if isinstance(node, ast.Compare):
        for index, operator in enumerate(node.ops):
            yield lambda target, index=index, operator=operator: target.ops.__setitem__(
                index, OPPOSITE[type(operator)]()
            )
        for index, value in enumerate(node.comparators):
            if isinstance(value, ast.Constant) and type(value.value) is int:
                yield lambda target, index=index, value=value: target.comparators.__setitem__(
                    index, ast.Constant(value.value + 1)
                )
    elif isinstance(node, ast.BoolOp):
        yield lambda target: setattr(target, "op", ast.Or() if isinstance(target.op, ast.And) else ast.And())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        # `not x` becomes `not not x`: whether x holds
        yield lambda target: setattr(target, "operand", ast.UnaryOp(ast.Not(), target.operand))


def _check_of(module: ast.Module, path: Path) -> Callable[..., Any] | None:
    """The check of a changed module, registered nowhere."""
    names: dict[str, Any] = {"__name__": "cleanclaim.core.edits.changed.edit", "__doc__": ast.get_docstring(module)}
    exec(compile(ast.fix_missing_locations(module), str(path), "exec"), names)  # noqa: S102
    look: Callable[..., Any] = names["edit"].look
    return look


def _trials(edit: Edit, codesets: CodeSets) -> Iterator[tuple[Any, Given]]:
    for _, example in examples_of(edit):
        built = build(example, codesets)
        yield built.claim, Given(built.codesets, built.as_of, built.payer, built.known)


def _seen(look: Callable[..., Any], claim: Any, given: Given) -> object:
    """What it finds, where, and the fix it offers; or that it fails."""
    try:
        return [*look(claim, given)]
    except CodeSetMissing as missing:
        return str(missing)
    except (ArithmeticError, AssertionError, AttributeError, LookupError, NameError, TypeError, ValueError) as error:
        return repr(error)


def report(results: Sequence[Result]) -> tuple[str, float]:
    """What was not noticed, and of a hundred changes how many were."""
    tried = sum(result.tried for result in results)
    unnoticed = sum(len(result.unnoticed) for result in results)
    lines = [f"{result.code} line {change.line}: {change.words}" for result in results for change in result.unnoticed]
    percent = 100 * (tried - unnoticed) / max(tried, 1)
    summary = f"{len(results)} edits, {tried} changes, {tried - unnoticed} noticed ({percent:.1f} %)"
    return "\n".join([*lines, summary]), percent


def main() -> None:
    """All edits, or those named."""
    wanted = tuple(sys.argv[1:])
    edits = [edit for edit in ALL_EDITS if not wanted or edit.code.startswith(wanted)]
    with TemporaryDirectory() as folder:
        codesets = open_codesets(Path(folder))
        text, percent = report([mutate(edit, codesets) for edit in edits])
    print(text)
    sys.exit(percent < ENOUGH)


if __name__ == "__main__":
    main()
