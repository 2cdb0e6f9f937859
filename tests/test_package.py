"""The package as it is shipped: what lies in the wheel, and that its papers agree."""

import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import toolkit
from toolkit.references import references

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def distribution(requirement):
    """Name of a distribution, as indexes compare it."""
    return re.split(r"[\s\[<>=!~;]", requirement)[0].lower().replace("_", "-").replace(".", "-")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build the wheel once."""
    return build(tmp_path_factory.mktemp("wheel"))


def build(folder):
    """Build the wheel into a folder."""
    command = [
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "--target",
        "wheel",
        "--directory",
        folder,
    ]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel):
    """List what the wheel holds."""
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_the_wheel_holds_the_whole_package(names):
    """Every module and template, the type marker and every shipped file travel with it."""
    package = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "toolkit").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    shipped = {
        f"toolkit/{path.relative_to(ROOT)}" for path in (ROOT / "data").rglob("*") if path.is_file()
    }
    assert "toolkit/py.typed" in package
    assert "toolkit/data/references.toml" in shipped
    assert package | shipped <= set(names)


def test_the_wheel_holds_nothing_else(names):
    """Tests, documents and corpora stay at home; the licence goes along."""
    tops = {name.split("/")[0] for name in names}
    assert tops == {"toolkit", f"rhetoric_toolkit-{toolkit.__version__}.dist-info"}
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if "__pycache__" in name]


def test_the_wheel_works_where_nothing_else_of_ours_is(wheel, tmp_path):
    """Installed into an environment of its own it lists, cites and measures; no repository near.

    Its dependencies are those of this environment; `make wheel` installs them afresh.
    """
    place = tmp_path / "env"
    venv.create(place, with_pip=False)
    (library,) = place.glob("lib/*/site-packages")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", library]
    ran = subprocess.run([*pip, wheel], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    # As a line of a .pth file the folder is added last, and its own .pth files are not read:
    # the editable install of this repository stays out of sight.
    (library / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"])
    (tmp_path / "1917_a.txt").write_text("Bread and peace, and land.")

    def rhetoric(*arguments):
        command = [place / "bin" / "python", "-m", "toolkit.cli", *arguments]
        ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    where = "import toolkit; print(toolkit.__file__)"
    found = subprocess.run(
        [place / "bin" / "python", "-c", where], cwd=tmp_path, capture_output=True, text=True
    )
    assert found.stdout.startswith(str(library))
    assert "united front" in rhetoric("list", "concepts", "--lexicon", "manifesto")
    assert "@" in rhetoric("cite", "cosine")
    rhetoric("read", "1917_a.txt", "-o", "c.corpus")
    assert "peace" in rhetoric("kwic", "c.corpus", "peace")


def test_every_paper_gives_one_version_and_one_title():
    """Package, project file, citation, bibliography and changelog agree."""
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    work = references()["rhetoric-toolkit"]
    assert toolkit.__version__ == PROJECT["version"] == work.details["version"]
    assert f"\nversion: {toolkit.__version__}\n" in citation
    assert f'\ntitle: "{work.title}"\n' in citation
    assert f"\n## {toolkit.__version__} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_dependency_is_pinned():
    """What the base and the tests need has one tested version each."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = {distribution(line) for line in lines}
    assert all(re.fullmatch(r"[\w.-]+==[\w.!+-]+", line) for line in lines)
    extras = PROJECT["optional-dependencies"]
    # The tests need the readers of all formats: dev names the extra of the package itself.
    needed = {
        distribution(requirement)
        for requirement in PROJECT["dependencies"] + extras["dev"] + extras["files"]
    }
    assert needed - {PROJECT["name"]} <= pins


def test_the_base_install_is_light():
    """No deep-learning library, segmenter or cluster comes uninvited."""
    heavy = {"torch", "transformers", "jieba", "dask", "trafilatura"}
    assert not {distribution(requirement) for requirement in PROJECT["dependencies"]} & heavy


def test_the_command_is_installed():
    """``rhetoric`` starts the command line."""
    (command,) = entry_points(group="console_scripts", name="rhetoric")
    assert callable(command.load())
