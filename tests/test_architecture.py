"""The house's import rules, read from the sources. Each message says how to mend."""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("recruit", "matching")
MATCHING_MAY_IMPORT = {
    "matching",
    "numpy",
    "scipy",
    "sklearn",
    "rapidfuzz",
    "snowballstemmer",
    "pymorphy3",
}
ONLY_THERE = {"matching.dask_backend": {"distributed"}}
"""Optional dependencies, each imported by one module that nobody needs without it."""

PARSING_MAY_IMPORT = {"yaml", "recruit", "matching"}
SHELL = "recruit.web"
FEATURES = (
    "accounts",
    "candidates",
    "careers",
    "catalogue",
    "duplicates",
    "employers",
    "evaluate",
    "imports",
    "intake",
    "learning",
    "messages",
    "salaries",
    "shortlists",
    "subscriptions",
    "vacancies",
    "vocabulary",
)


@cache
def modules() -> dict[str, ast.Module]:
    """All modules of the project by their dotted names."""
    found = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def imported(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every dotted name that a tree imports, modules inside packages spelled out."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "write imports in full: they can be searched for"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield (full if full in modules() else str(node.module)), node.lineno


def project_imports(name: str) -> set[str]:
    """The project's own modules that a module imports."""
    return {target for target, _ in imported(modules()[name]) if target in modules()}


def feature_of(name: str) -> str:
    """The feature folder a module lives in, or an empty text."""
    parts = name.split(".")
    return parts[1] if len(parts) > 2 and parts[1] in FEATURES else ""


def test_the_import_graph_has_no_cycle() -> None:
    """A package's ``__init__`` is a module like any other here: importing from it counts."""
    graph = {name: project_imports(name) for name in modules()}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        if name in path:
            cycle = " -> ".join([*path[path.index(name) :], name])
            pytest.fail(f"import cycle: {cycle}. A leaf is missing: move what both need into one")
        if name in done:
            return
        for target in sorted(graph[name]):
            visit(target, (*path, name))
        done.add(name)

    sys.setrecursionlimit(10_000)
    for name in graph:
        visit(name, ())


def test_nothing_is_imported_inside_a_function() -> None:
    deferred = [
        f"{name}:{inner.lineno}"
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert not deferred, f"move these to the top; a cycle means a leaf is missing: {deferred}"


def test_matching_knows_neither_flask_nor_the_database() -> None:
    wrong = [
        f"{name}:{line} imports {target}"
        for name, tree in modules().items()
        if name.split(".")[0] == "matching"
        for target, line in imported(tree)
        if target.split(".")[0]
        not in MATCHING_MAY_IMPORT | ONLY_THERE.get(name, set()) | sys.stdlib_module_names
    ]
    assert not wrong, f"matching is a pure library; hand values in instead: {wrong}"


def test_parsing_knows_neither_flask_nor_the_database() -> None:
    wrong = [
        f"{name}:{line} imports {target}"
        for name, tree in modules().items()
        if name.startswith("recruit.parsing")
        for target, line in imported(tree)
        if target.split(".")[0] not in PARSING_MAY_IMPORT | sys.stdlib_module_names
        or (target.startswith("recruit") and not target.startswith("recruit.parsing"))
    ]
    assert not wrong, f"the parser is pure: text in, draft out; hand values in instead: {wrong}"


def test_the_comparison_of_people_is_pure_and_apart_from_the_scorer() -> None:
    """Names and contacts are all that it lives on; the scorer must never see them."""
    may_import = {"yaml", "rapidfuzz", "numpy", "sklearn"}
    home, names = "recruit.duplicates.pairing", "recruit.parsing.given_names"
    wrong = [
        f"{name}:{line} imports {target}"
        for name, tree in modules().items()
        if name.startswith(home)
        for target, line in imported(tree)
        if target.split(".")[0] not in may_import | sys.stdlib_module_names
        and not target.startswith((home, names))
    ]
    assert not wrong, f"records in, a score out; hand values in instead: {wrong}"
    ranking = [
        name
        for name in modules()
        if name.startswith(("matching", "recruit.shortlists", "recruit.candidates.matching_view"))
        and any(target.startswith("recruit.duplicates") for target in project_imports(name))
    ]
    assert not ranking, f"who may be whom is nothing to rank by: {ranking}"


def test_models_import_only_the_database_and_the_clock() -> None:
    wrong = [
        f"{name} imports {target}"
        for name in modules()
        if name.startswith("recruit.models")
        for target in project_imports(name)
        if not target.startswith(("recruit.models", "recruit.db", "recruit.clock"))
    ]
    assert not wrong, f"nouns know no verbs: {wrong}"


def test_the_shell_knows_no_feature() -> None:
    wrong = [
        f"{name} imports {target}"
        for name in modules()
        if name.startswith(SHELL)
        for target in project_imports(name)
        if feature_of(target) or target.startswith("matching")
    ]
    assert not wrong, f"the shell serves every feature and knows none: {wrong}"


def test_services_know_no_flask() -> None:
    wrong = [
        f"{name}:{line} imports {target}"
        for name, tree in modules().items()
        if feature_of(name) and name.endswith(("services", "states", "matching_view", "base"))
        for target, line in imported(tree)
        if target.split(".")[0] in ("flask", "werkzeug") or target.startswith(SHELL)
    ]
    assert not wrong, f"services take a session and values, never a request: {wrong}"


def test_no_feature_imports_the_views_of_another() -> None:
    wrong = [
        f"{name} imports {target}"
        for name in modules()
        if name != "recruit.app"
        for target in project_imports(name)
        if target.endswith(".views") and feature_of(target) != feature_of(name)
    ]
    assert not wrong, f"call the other feature's services instead: {wrong}"


def test_nobody_imports_the_application() -> None:
    wrong = [
        name
        for name in modules()
        if "recruit.app" in project_imports(name) and name not in ("recruit.operations",)
    ]
    assert not wrong, f"create_app is where parts meet, not a part: {wrong}"
