"""The tutorial notebooks: committed without outputs, and executed from start to end."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BOOKS = sorted((ROOT / "docs" / "notebooks").glob("*.ipynb"))
each_book = pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)


def test_there_are_three():
    """A first figure, whether to believe it, and tracing a text."""
    assert [path.stem for path in BOOKS] == [
        "a-first-figure",
        "can-i-believe-it",
        "tracing-a-manifesto",
    ]


@each_book
def test_a_notebook_is_committed_without_outputs(path):
    """No text of any corpus comes into the repository by way of an output."""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


@each_book
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_notebook_runs(path, tmp_path, monkeypatch):
    """Every cell works, on the invented archive; values show themselves."""
    nbformat = pytest.importorskip("nbformat", reason="install the extra 'dev'")
    from nbclient import NotebookClient

    monkeypatch.delenv("RHETORIC_CORPORA", raising=False)
    monkeypatch.setenv("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    book = nbformat.read(path, as_version=4)
    NotebookClient(book, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
    shown = [out for cell in book.cells for out in cell.get("outputs", [])]
    assert any("text/html" in out.get("data", {}) for out in shown)
