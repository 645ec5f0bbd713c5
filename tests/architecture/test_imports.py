"""The directions in which imports may go: one contract, read from the list of stages."""

import sys

import grimp
import pytest

from cleanclaim.cycle import STAGES

LIBRARIES_OF_CORE = {"msgspec", "yaml", "simple_icd_10_cm"}
WORLD = {"asyncio", "http", "random", "secrets", "smtplib", "socket", "sqlite3", "ssl", "subprocess", "time", "urllib"}
READS_ITS_DATA = ("cleanclaim.core.codesets", "sqlite3")  # code sets lie in read-only SQLite files of the package
HAS_AN_EXTRA = ("cleanclaim.core.x12.columns", {"numpy", "pyarrow"})  # only the columnar reader needs the extra
LAYERS = ("config", "interfaces", grimp.Layer("apps", "adapters"), "core")


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """Every import of the package, those of other libraries included."""
    return grimp.build_graph("cleanclaim", include_external_packages=True, cache_dir=None)


def upward(graph: grimp.ImportGraph, layers: tuple, container: str) -> list[str]:
    """Imports from a lower layer to a higher one, as a person would look them up."""
    found = graph.find_illegal_dependencies_for_layers(layers=layers, containers={container})
    return sorted(f"{package.importer} imports {package.imported}: {package.routes}" for package in found)


def test_each_layer_imports_only_what_is_below_it(graph):
    assert upward(graph, LAYERS, "cleanclaim") == []


def test_a_later_stage_may_import_an_earlier_one_never_the_reverse(graph):
    assert upward(graph, tuple(reversed(STAGES)), "cleanclaim.apps") == []


def test_the_core_imports_values_and_functions_only(graph):
    allowed = ((sys.stdlib_module_names | LIBRARIES_OF_CORE) - WORLD) | {"cleanclaim.core"}
    core = {"cleanclaim.core", *graph.find_descendants("cleanclaim.core")}
    imported = {(module, target) for module in core for target in graph.find_modules_directly_imported_by(module)}
    foreign = {(module, target) for module, target in imported if not may_import(target, allowed)}
    package, store = READS_ITS_DATA
    columns, extra = HAS_AN_EXTRA
    excused = {pair for pair in foreign if pair[0].startswith(package) and pair[1] == store}
    excused |= {pair for pair in foreign if pair[0].startswith(columns) and may_import(pair[1], extra)}
    assert sorted(foreign - excused) == []


def test_nothing_in_the_core_needs_the_extra_of_the_columnar_reader(graph):
    columns = HAS_AN_EXTRA[0]
    importers = graph.find_modules_that_directly_import(columns) | graph.find_modules_that_directly_import(
        f"{columns}.read"
    )
    assert {module for module in importers if module.startswith("cleanclaim.core")} <= {columns}


def may_import(target: str, allowed: set[str]) -> bool:
    """Whether the module or a package it is in may be imported."""
    parts = target.split(".")
    return any(".".join(parts[:depth]) in allowed for depth in range(1, len(parts) + 1))
