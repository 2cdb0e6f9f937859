"""The shape of the package: who may import whom, how large a piece may grow, what never stands."""

import ast
import re
import subprocess
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

import toolkit

REPOSITORY = Path(__file__).parents[1]
ROOT = REPOSITORY / "toolkit"
LAYERS = (
    "errors | resources | references | registry provenance calls | statistics | corpus"
    " | readers concepts | spaces | topics | change | traces | figures | reports | datasets | cli"
)
LEVEL = {name: level for level, names in enumerate(LAYERS.split("|")) for name in names.split()}
FACE = ROOT / "__init__.py"
EVERY = sorted(ROOT.rglob("*.py"))
MODULES = [path for path in EVERY if path != FACE]

# Libraries that only some rooms may open: heavy ones, and those that belong to one task.
ROOMS = {
    "gensim": {"spaces", "topics"},
    "tomotopy": {"spaces", "topics"},
    "matplotlib.pyplot": {"figures"},
    "typer": {"cli"},
}
FORBIDDEN_MODULES = {"pickle", "cPickle", "dill", "joblib", "shelve", "marshal", "cloudpickle"}
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__"}
# The one table whose entries may point upwards: a value asks it for its renderer by name.
DOOR = ROOT / "registry.py"
ENTRY = re.compile(r"toolkit(\.\w+)+:\w+")

LONGEST_MODULE, LONGEST_BODY = 250, 40


def name_of(path):
    """Path below toolkit/, for test ids."""
    return str(path.relative_to(ROOT))


each_module = pytest.mark.parametrize("path", MODULES, ids=name_of)
each_file = pytest.mark.parametrize("path", EVERY, ids=name_of)


@cache
def tree(path):
    """Parse a module once."""
    return ast.parse(path.read_text(encoding="utf-8"))


def room_of(path):
    """Name the room a module belongs to: its folder, or itself."""
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports(path):
    """Yield line and dotted name of everything a module imports, at its top or within."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node.lineno, f"{'.' * node.level}{node.module or ''}.{alias.name}"
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name


def entries(path):
    """Yield line and text of every ``"toolkit.module:attribute"`` in a module."""
    for node in ast.walk(tree(path)):
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and ENTRY.fullmatch(text):
            yield node.lineno, text


def reaches(here, there):
    """Tell whether room `here` may use room `there`: itself or a lower one."""
    return there == here or LEVEL[there] < LEVEL[here]


def test_every_room_has_its_level():
    """A new folder or module at the top takes its place in the order of imports."""
    assert {room_of(path) for path in MODULES} <= set(LEVEL)


@each_module
def test_imports_point_downwards(path):
    """A module imports its own room or a lower one: no sibling, nothing above, nothing relative."""
    here = room_of(path)
    for line, name in imports(path):
        assert not name.startswith("."), f"line {line}: relative import"
        package, _, rest = name.partition(".")
        # The command line knows the public face and nothing behind it but its own room.
        if package == "toolkit" and not (here == "cli" and rest.split(".")[0] not in LEVEL):
            there = rest.split(".")[0]
            assert there in LEVEL, f"line {line}: {name} is no room"
            assert reaches(here, there), f"line {line}: {here} imports {there}"


@each_module
def test_tables_point_downwards(path):
    """A name in a table stands for something in its own room or a lower one, and it is there."""
    here = room_of(path)
    for line, entry in entries(path):
        module, _, attribute = entry.partition(":")
        there = module.split(".")[1]
        assert path == DOOR or reaches(here, there), f"line {line}: {entry} lies above {here}"
        assert hasattr(import_module(module), attribute), f"line {line}: {entry} does not exist"


@pytest.mark.parametrize("name", toolkit.__all__)
def test_every_public_name_exists(name):
    """The public face points at nothing that is not there."""
    assert getattr(toolkit, name) is not None


@each_file
def test_libraries_stay_in_their_rooms(path):
    """Training libraries, pyplot and typer are opened only where they belong."""
    for line, name in imports(path):
        for library, rooms in ROOMS.items():
            if f"{name}.".startswith(f"{library}."):
                assert room_of(path) in rooms, f"line {line}: {library} outside {rooms}"


@each_file
def test_nothing_stored_can_run(path):
    """No pickle and no evaluation of text anywhere: data never become code."""
    for line, name in imports(path):
        assert name.split(".")[0] not in FORBIDDEN_MODULES, f"line {line}: {name}"
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            called = node.func.id if isinstance(node.func, ast.Name) else ""
            assert called not in FORBIDDEN_CALLS, f"line {node.lineno}: {called}"
            for keyword in node.keywords:
                allows = keyword.arg == "allow_pickle" and ast.unparse(keyword.value) != "False"
                assert not allows, f"line {node.lineno}: allow_pickle"


@each_file
def test_pieces_stay_small(path):
    """At most 250 lines a module and 40 a function, its docstring not counted."""
    length = len(path.read_text(encoding="utf-8").splitlines())
    assert length <= LONGEST_MODULE, f"{length} lines"
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[1 if ast.get_docstring(node) and node.body[1:] else 0]
            assert node.end_lineno - first.lineno < LONGEST_BODY, node.name


def test_no_folder_has_the_name_of_a_public_function():
    """A folder beside a function of one name would hide the one behind the other."""
    folders = {path.name for path in ROOT.iterdir() if path.is_dir()}
    assert not folders & set(toolkit.__all__)


PACKED = {".png", ".pdf", ".gz", ".xz", ".parquet", ".xlsx"}


def tracked():
    """Text files of the repository, as git lists them."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    for name in listed.stdout.splitlines():
        path = REPOSITORY / name
        if path.is_file() and path.suffix not in PACKED:
            yield path


def test_no_file_names_a_machine_or_a_registry():
    """Nothing that is committed works on one machine only, or fetches from a place by name."""
    # Written in pieces, so that this file itself passes.
    places = "|".join(["/" + "work/", "/" + "root/", "/" + "home/", "/" + "Users/"])
    hosts = "|".join(["pypi" + r"\.org", "python" + "hosted", "npm" + r"js\.", "deb" + r"ian\.org"])
    wrong = re.compile(rf"(?<![\w.])(?:{places})\w|{hosts}")
    found = [
        f"{path.relative_to(REPOSITORY)}:{number}"
        for path in tracked()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if wrong.search(line)
    ]
    assert found == []
