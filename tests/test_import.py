"""Start-up: what a person waits for before anything has been asked."""

import subprocess
import sys

import pytest

HEAVY = ("gensim", "matplotlib", "scipy", "sklearn")
LOADED = "import sys; print(*sorted({name.split('.')[0] for name in sys.modules}))"


def loaded_by(code):
    """Run `code` in a fresh interpreter and list the packages it has loaded."""
    ran = subprocess.run(
        [sys.executable, "-c", f"{code}\n{LOADED}"], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return set(ran.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    "code",
    [
        "import toolkit",
        "import toolkit; dir(toolkit)",
        "from toolkit.cli.main import main; main(['--help'])",
        "from toolkit.cli.main import main; main(['drift', '--help'])",
    ],
)
def test_starting_loads_no_heavy_library(code):
    """Importing the package and asking for help load neither training nor drawing libraries."""
    assert not loaded_by(code) & set(HEAVY)


def test_the_module_is_the_command():
    """``python -m toolkit.cli`` answers as ``rhetoric`` does."""
    ran = subprocess.run(
        [sys.executable, "-m", "toolkit.cli", "--help"], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert "rhetoric" in ran.stdout
