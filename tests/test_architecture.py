"""The rooms of the house, and the arrows between them: read this first.

    app.py                builds everything, once; the only file that knows every room
    ui/  cli/             what is seen; Qt lives in ui/ and nowhere else
    sample/               a community to show, made by the services
    services/             what can be done: one function, one intention, one transaction
    models/               what is kept
    export/  intake/      what goes out and what comes in: bytes, records, problems
    domain/               what it means: no I/O, only pure libraries

Arrows point down only.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[1] / "organizer"

MAY_KNOW = {
    "domain": set(),
    "export": {"domain"},
    "intake": {"domain"},
    "models": {"domain"},
    "services": {"domain", "models", "export", "intake"},
    "sample": {"domain", "models", "services"},
    "cli": {"domain", "models", "services", "sample", "settings", "__init__"},
    "ui": {"domain", "models", "services", "sample", "settings", "__init__"},
    "settings": set(),
    "__init__": set(),
}
"""Each room, and the others that it may import."""

OPEN_DOOR = "organizer.models.database"
"""All of models that those who show things may know: the type of an open file."""

TABLES = "organizer.models.tables"

PURE = {
    "__future__", "collections", "dataclasses", "datetime", "dateutil", "enum", "functools", "gettext",
    "hashlib", "hmac", "itertools", "math", "re", "statistics", "typing", "unicodedata", "zoneinfo",
}  # fmt: skip
"""Libraries without I/O, for domain."""


@dataclass(frozen=True, slots=True)
class Import:
    """One import of one file."""

    file: Path
    line: int
    module: str
    is_late: bool
    """Inside a function, so that it happens only when that is called."""
    reason: str
    """The comment on its line, or on a line of the same run of imports before it."""

    @property
    def room(self) -> str:
        return room_of(self.file)

    @property
    def target_room(self) -> str:
        """The room that is imported, "" for one of another library."""
        name, _, rest = self.module.partition(".")
        return (rest.partition(".")[0] or "__init__") if name == "organizer" else ""

    def __str__(self) -> str:
        return f"{self.file.relative_to(HOUSE.parent)}:{self.line} imports {self.module}"


def room_of(file: Path) -> str:
    """Return the folder below organizer/ that a file lies in, or its own name."""
    return file.relative_to(HOUSE).with_suffix("").parts[0]


def is_package_or_module(name: str) -> bool:
    path = HOUSE.parent.joinpath(*name.split("."))
    return path.with_suffix(".py").exists() or path.is_dir()


def named_by(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    """Yield the modules that a statement imports, as far down as they are files."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    assert node.level == 0, "imports are written in full"
    module = node.module or ""
    for alias in node.names:
        deeper = f"{module}.{alias.name}"
        is_ours = module.split(".")[0] == "organizer"
        yield deeper if is_ours and is_package_or_module(deeper) else module


def is_for_types_only(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")


def imports_in(file: Path) -> Iterator[Import]:
    lines = file.read_text("utf-8").splitlines()

    def walk(node: ast.AST, is_late: bool) -> Iterator[Import]:
        reason = ""
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import | ast.ImportFrom):
                above = lines[child.lineno - 2].strip()
                for text in (above if above.startswith("#") else "", lines[child.lineno - 1]):
                    reason = text.partition("# ")[2] or reason
                for module in dict.fromkeys(named_by(child)):
                    yield Import(file, child.lineno, module, is_late, reason)
                continue
            reason = ""
            if not is_for_types_only(child):
                inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
                yield from walk(child, is_late or inside)

    yield from walk(ast.parse("\n".join(lines)), False)


@cache
def imports() -> tuple[Import, ...]:
    files = [f for f in sorted(HOUSE.rglob("*.py")) if "versions" not in f.parts]
    return tuple(one for file in files for one in imports_in(file))


def told(wrong: list[Import]) -> str:
    return "\n".join(map(str, wrong))


def test_every_room_is_on_the_map() -> None:
    rooms = {
        one.stem for one in HOUSE.iterdir() if one.suffix == ".py" or (one / "__init__.py").exists()
    }
    assert rooms - {"app", "__main__"} <= MAY_KNOW.keys()


@pytest.mark.parametrize("room", sorted(MAY_KNOW))
def test_arrows_point_down_only(room: str) -> None:
    allowed = MAY_KNOW[room] | {room, ""}
    wrong = [one for one in imports() if one.room == room and one.target_room not in allowed]
    assert not wrong, told(wrong)


def test_only_app_knows_every_room() -> None:
    wrong = [one for one in imports() if one.module == "organizer.app"]
    wrong = [one for one in wrong if one.room not in ("app", "__main__")]
    assert not wrong, told(wrong)


def test_qt_lives_in_ui() -> None:
    qt = {"PySide6", "qtawesome", "shiboken6"}
    wrong = [
        one for one in imports() if one.module.split(".")[0] in qt and one.room not in ("ui", "app")
    ]
    assert not wrong, told(wrong)


def test_mapped_classes_never_leave_models_and_services() -> None:
    wrong = [
        one for one in imports() if one.module == TABLES and one.room not in ("models", "services")
    ]
    assert not wrong, told(wrong)


def test_what_is_seen_knows_of_models_only_the_open_file() -> None:
    wrong = [
        one
        for one in imports()
        if one.room in ("ui", "cli", "sample") and one.target_room == "models"
        if one.module not in (OPEN_DOOR, "organizer.models.backups", "organizer.models.sentences")
    ]
    assert not wrong, told(wrong)


def test_sqlalchemy_and_alembic_stay_with_models_and_services() -> None:
    wrong = [
        one
        for one in imports()
        if one.module.split(".")[0] in ("sqlalchemy", "alembic")
        and one.room not in ("models", "services")
    ]
    assert not wrong, told(wrong)


def test_domain_needs_only_pure_libraries() -> None:
    wrong = [
        one
        for one in imports()
        if one.room == "domain" and one.module.split(".")[0] not in PURE | {"organizer"}
    ]
    assert not wrong, told(wrong)


def test_the_window_stands_before_the_database_is_loaded() -> None:
    needed = ["organizer.app", "organizer.ui.window"]
    for module in needed:
        path = HOUSE.parent.joinpath(*module.split("."))
        file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        ours = [one for one in imports() if one.file == file and not one.is_late]
        wrong = [one for one in ours if one.module.split(".")[0] == "sqlalchemy"]
        assert not wrong, f"a start waits for the database: {told(wrong)}"
        needed += [one.module for one in ours if one.target_room and one.module not in needed]


def test_no_imports_in_a_circle_not_even_inside_functions() -> None:
    known: dict[str, set[str]] = {}
    for one in imports():
        if one.target_room and is_package_or_module(one.module):
            name = ".".join(one.file.relative_to(HOUSE.parent).with_suffix("").parts)
            known.setdefault(name.removesuffix(".__init__"), set()).add(one.module)
    try:
        TopologicalSorter(known).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])), pytrace=False)


def test_an_import_that_is_late_says_why() -> None:
    wrong = [one for one in imports() if one.is_late and not one.reason]
    assert not wrong, told(wrong)


def test_no_import_by_name_hides_from_this_map() -> None:
    hidden = [
        f"{file.relative_to(HOUSE.parent)}:{node.lineno}"
        for file in sorted(HOUSE.rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in ("__import__", "importlib.import_module", "import_module")
    ]
    assert not hidden, hidden
