"""`rhetoric check`, and every verb on a damaged corpus."""

import ast
import importlib
import inspect
import json
import re
import shutil
from pathlib import Path

import pytest

import toolkit as rt
from toolkit.change import checks
from toolkit.cli.app import VERBS, command
from toolkit.cli.check import with_flags
from toolkit.corpus import fitness, legibility, mixture, speakers


@pytest.fixture
def copy(archive, tmp_path):
    """Copy the corpus: this one may be damaged."""
    return shutil.copytree(archive, tmp_path / "copy.corpus")


def content_files(folder):
    """Files of the current generation."""
    return sorted(p for p in folder.glob("gen-*/*") if p.name != "manifest.json")


def test_a_whole_corpus_is_exit_0(archive, rhetoric):
    """Nothing damaged: exit 0, the doubts are rows."""
    code, out, err = rhetoric("check", archive, "--deep", "--format", "json")
    assert code == 0
    assert all(set(row) == {"check", "number", "sentence", "advice"} for row in json.loads(out))
    assert err.startswith("every file is as it was written.\nnothing found by: ")


def test_doubts_of_a_corpus_are_printed_and_strict(tmp_path, rhetoric):
    """Duplicates and undated texts: exit 0 and rows; with --strict 3."""
    source = tmp_path / "s.csv"
    source.write_text("id,date,text\na,1917,bread and peace\nb,,bread and peace\n")
    rhetoric("read", source, "-o", tmp_path / "c")
    code, out, _ = rhetoric("check", tmp_path / "c", "--format", "json")
    said = " ".join(row["sentence"] for row in json.loads(out))
    assert code == 0
    assert "1 of 2 documents have no date" in said
    assert "1 of 2 documents repeats an earlier one" in said
    assert rhetoric("check", tmp_path / "c", "--strict").code == 3


def test_a_flipped_bit_is_found_in_every_file(copy, rhetoric):
    """--deep: one changed byte anywhere is exit 2 and names the file."""
    for path in content_files(copy):
        whole = path.read_bytes()
        if not whole:
            continue
        middle = len(whole) // 2
        path.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
        code, out, err = rhetoric("check", copy, "--deep")
        assert (code, out, err.count("\n")) == (2, "", 1), path.name
        assert path.name in err
        path.write_bytes(whole)


@pytest.mark.parametrize("verb", ["describe", "check", "kwic", "freq", "drift", "neighbours"])
def test_a_cut_file_is_refused_by_every_verb(verb, copy, rhetoric):
    """A file one byte short: exit 2, one line that says damaged."""
    path = copy / next(p for p in content_files(copy) if p.name == "ids.npy")
    path.write_bytes(path.read_bytes()[:-1])
    concept = ["freedom"] if verb not in ("describe", "check") else []
    code, out, err = rhetoric(verb, copy, *concept)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "damaged" in err


@pytest.mark.parametrize("damage", ["no pointer", "pointer to nothing", "no manifest", "garbage"])
def test_a_folder_that_lost_its_parts_is_refused(damage, copy, rhetoric):
    """Pointer or manifest gone or unreadable: exit 2, one line, no guess at its content."""
    pointer = copy / "CURRENT"
    if damage == "no pointer":
        pointer.unlink()
    elif damage == "pointer to nothing":
        pointer.write_text("gen-99")
    else:
        manifest = copy / pointer.read_text().strip() / "manifest.json"
        manifest.unlink() if damage == "no manifest" else manifest.write_bytes(b"\xff{")
    code, out, err = rhetoric("describe", copy)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "a bug in rhetoric" not in err


def test_findings_as_a_page(archive, tmp_path, rhetoric):
    """--page: the sentences of the table stand in one HTML file without script."""
    page = tmp_path / "check.html"
    code, out, err = rhetoric("check", archive, "--every", "20", "--page", page, "--format", "json")
    html = page.read_text(encoding="utf-8")
    assert code == 0
    assert f"written: {page}" in err
    assert "Is the corpus fit?" in html
    assert "<script" not in html
    for row in json.loads(out):
        assert row["check"] in html


def test_reprints_are_listed(tmp_path, rhetoric):
    """--reprints: one row a copy, with its source."""
    source = tmp_path / "s.csv"
    source.write_text("id,date,text\na,1917,bread and peace\nb,1950,bread and peace\n")
    rhetoric("read", source, "-o", tmp_path / "c")
    code, out, err = rhetoric("check", tmp_path / "c", "--reprints", "--format", "json")
    assert code == 0
    assert [(row["id"], row["kind"], row["source"]) for row in json.loads(out)] == [
        ("b", "exact", "a")
    ]
    assert "1 of 2 documents repeats an earlier one" in err


def spelt_in(module):
    """Give every text of a module that may be shown, those of formatted texts in pieces."""
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Check":
            yield from (a.value for a in node.args[3:] if isinstance(a, ast.Constant))
        named = [getattr(one, "id", "") for one in getattr(node, "targets", [])]
        if isinstance(node, ast.Assign) and named == ["advice"]:
            for part in ast.walk(node.value):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


@pytest.mark.parametrize("module", [checks, fitness, legibility, mixture, speakers])
def test_advice_on_the_command_line_names_flags_that_exist(module):
    """No option is left in the spelling of the API, and each flag is one of some verb."""
    known = {
        f"--{name.replace('_', '-')}"
        for verb in VERBS
        for name in inspect.signature(
            command(importlib.import_module(f"toolkit.cli.{verb}").run)
        ).parameters
    }
    advices = list(spelt_in(module))
    assert advices
    for advice in advices:
        spelt = with_flags(advice)
        assert not re.search(r"\b(?!where= in Python)\w+=|\w\(\)", spelt), spelt
        assert set(re.findall(r"(?<!\w)--[a-z][a-z-]*", spelt)) <= known, spelt
        for verb in re.findall(r"rhetoric (\w+)", spelt):
            assert verb in VERBS, spelt


def test_advice_is_printed_with_flags_and_kept_as_options_in_python(tmp_path, rhetoric):
    """One author in all slices but one: the verb says --unit, the API unit=."""
    rows = [
        f"{year}-{k},{year},bread and peace {year} {k},{'ada' if year < 1920 else 'bo'}"
        for year in range(1900, 1940)
        for k in range(2)
    ]
    source = tmp_path / "s.csv"
    source.write_text("\n".join(["id,date,text,author", *rows]))
    rhetoric("read", source, "-o", tmp_path / "c")
    _, out, _ = rhetoric("check", tmp_path / "c", "--format", "json")
    assert "use --unit author, or --strata" in out
    assert "unit=" not in out
    assert "unit='author'" in str(rt.check(rt.open(tmp_path / "c")))
