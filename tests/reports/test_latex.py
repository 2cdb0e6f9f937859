"""The report as LaTeX: whole, well formed, and set where an engine is installed."""

import re
import runpy
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

import toolkit as rt
from toolkit.reports.latex import text
from toolkit.reports.study_file import study_of

WORLD = SimpleNamespace(**runpy.run_path(str(Path(__file__).parent / "worlds.py")))
ENGINE = shutil.which("lualatex") or shutil.which("xelatex")
# What TeX would read as a sign of its own, behind no backslash.
SPECIAL = re.compile(r"(?<!\\)[%$#_^~]")


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    """Write a report with concepts, topics and everything about them as LaTeX."""
    folder = tmp_path_factory.mktemp("latex")
    WORLD.corpus().save(folder / "speeches.corpus")
    asked = {"corpus": folder / "speeches.corpus", "concepts": ["front", "league"]}
    asked |= {"slices": {"every": 15}, "drift": {"permutations": 99, "controls": 5}}
    asked["question"] = "Is 50% of a_b & #1 {more}?"
    asked["topics"] = {"topics": 4, "cards": True, "novelty": True, "map": True}
    return rt.report(study_of(asked)).save(folder / "paper")


def test_every_piece_exists_and_is_well_formed(paper):
    """What is put in lies beside it; braces and environments close, no sign is left to TeX."""
    pieces = [paper, *paper.parent.glob("*/*.tex")]
    assert len(pieces) > 10
    named = set()
    for piece in pieces:
        source = piece.read_text(encoding="utf-8")
        plain = re.sub(r"\\[\\{}]", "", source)
        assert plain.count("{") == plain.count("}"), piece
        opened: list[str] = []
        for kind, name in re.findall(r"\\(begin|end)\{(\w+)\}", source):
            if kind == "begin":
                opened.append(name)
            else:
                assert opened.pop() == name, piece
        assert opened == [], piece
        names = re.sub(r"\\(?:input|includegraphics|label)(?:\[[^]]*\])?\{[^}]*\}", "", source)
        assert SPECIAL.findall(names) == [], piece
        pictures = re.findall(r"\\includegraphics\[[^]]*\]\{([^}]+)\}", source)
        inputs = [f"{one}.tex" for one in re.findall(r"\\input\{([^}]+)\}", source)]
        named |= {paper.parent / one for one in [*pictures, *inputs]}
    assert named == {*paper.parent.glob("*/*.tex"), *paper.parent.glob("*/*.pdf")}
    assert all(one.read_bytes().startswith(b"%PDF") for one in named if one.suffix == ".pdf")
    assert "Phipson" in paper.read_text(encoding="utf-8")
    assert r"50\% of a\_b \& \#1 \{more\}" in paper.read_text(encoding="utf-8")


def test_every_letter_stands_for_itself():
    """All signs of TeX at once."""
    assert SPECIAL.findall(text("\\ ~ ^ & % $ # _ { } < > |")) == []


@pytest.mark.slow
@pytest.mark.skipif(ENGINE is None, reason="no lualatex or xelatex to set the report")
def test_an_engine_sets_it(paper):
    """Two runs without an error, and nothing undefined."""
    line = [ENGINE, "-interaction=nonstopmode", "-halt-on-error", paper.name]
    for _ in range(2):
        done = subprocess.run(
            line, cwd=paper.parent, capture_output=True, text=True, check=False, timeout=300
        )
        assert done.returncode == 0, done.stdout[-2000:]
    assert "Missing character" not in done.stdout
    assert "undefined" not in done.stdout
    assert paper.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
