"""Where a result and its method come from: provenance, sources in docstrings, citations."""

import ast
import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from toolkit.errors import UnknownNameError
from toolkit.provenance import Provenance, cite, versions
from toolkit.references import by_doi, dois, references, sources

ROOT = Path(__file__).parents[1]
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def docstrings():
    """Yield place and text of every docstring in the package."""
    for path in sorted((ROOT / "toolkit").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, DOCUMENTED) and ast.get_docstring(node):
                yield (
                    f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}",
                    ast.get_docstring(node),
                )


def test_every_doi_in_a_docstring_stands_among_the_references():
    """No method cites a work that the bibliography does not hold."""
    known = {work.doi.casefold() for work in references().values() if work.doi}
    unknown = [
        (place, doi)
        for place, text in docstrings()
        for doi in dois(text)
        if doi.casefold() not in known
    ]
    assert unknown == []


def test_every_source_in_a_docstring_is_recognised():
    """What is written behind ``Source:`` leads to a work, with or without a DOI."""
    empty = [
        place
        for place, text in docstrings()
        if re.search(r"^Source:", text, re.M) and not sources(text)
    ]
    assert empty == []


@pytest.mark.parametrize("work", references().values(), ids=lambda work: work.key)
def test_every_work_can_be_printed_in_a_bibliography(work):
    """Authors, title and year are there, a DOI has its form, and the entry is balanced BibTeX."""
    assert work.authors
    assert work.title
    assert 1800 < work.year < 2100
    assert not work.doi or re.fullmatch(r"10\.\d{4,9}/\S+", work.doi)
    entry = work.bibtex()
    assert entry.startswith(f"@{work.kind}{{{work.key},")
    assert entry.count("{") == entry.count("}")
    assert f"year = {{{work.year}}}" in entry


def test_no_work_stands_twice():
    """One DOI, one entry; the entries stand in the order of the alphabet behind the package."""
    given = [work.doi.casefold() for work in references().values() if work.doi]
    assert len(set(given)) == len(given)
    assert list(references())[1:] == sorted(list(references())[1:])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("doi:10.1214/09-AOS716.", ["10.1214/09-AOS716"]),
        ("(doi:10.1214/09-AOS716)", ["10.1214/09-AOS716"]),
        ("doi:10.1175/1520-0477(1983)064<1276:WATS>2.0.CO;2 (the months)", None),
        ("no source", []),
        ("doi:10.1/x doi:10.1214/a doi:10.1214/a", ["10.1214/a"]),
    ],
)
def test_a_doi_is_read_to_its_end_and_no_further(text, found):
    """Brackets and semicolons inside a DOI belong to it; what closes the sentence does not."""
    if found is None:
        found = ["10.1175/1520-0477(1983)064<1276:WATS>2.0.CO;2"]
    assert dois(text) == found


def test_a_docstring_gives_its_sources_in_order():
    """Works without a DOI are known by author and year; what stands outside Source is not cited."""
    text = """Measure. Compare Wilson 1927.

    Notes
    -----
    Source: Kish 1965; Chen & Qin 2010, doi:10.1214/09-AOS716
    (the form of Q).

    Elsewhere: doi:10.1137/090771806.
    """
    assert [work.key for work in sources(text)] == ["kish1965survey", "chen2010two"]
    documented = SimpleNamespace(__doc__=text)
    assert cite(documented).count("@") == 2
    assert sources(SimpleNamespace(__doc__=None)) == []


def test_a_method_is_cited_by_its_name():
    """The name in the table leads to the docstring, and that to the works."""
    assert "@article{levy2015improving," in cite("ppmi")
    assert "doi = {10.1214/09-AOS716}" in cite("chen2010two")


def test_the_package_is_cited_as_software():
    """By any of its names, and for what has no source of its own."""
    for name in ("rhetoric", "toolkit", "rhetoric-toolkit"):
        assert cite(name).startswith("@software{rhetoric-toolkit,")
    assert cite(SimpleNamespace(__doc__="No source.")) == cite("rhetoric")


def test_a_misspelt_name_is_refused_with_the_near_ones():
    """The error lists what can be cited."""
    with pytest.raises(UnknownNameError, match="Did you mean 'ppmi'"):
        cite("pmi")
    with pytest.raises(UnknownNameError, match="DOI"):
        by_doi("10.1214/00-none")


def test_short_forms_name_up_to_three_authors():
    """Two are joined, three are listed, more are cut to the first."""
    short = {key: work.short for key, work in references().items()}
    assert short["chen2010two"] == "Chen & Qin 2010"
    assert short["levy2015improving"] == "Levy, Goldberg & Dagan 2015"
    assert short["khodak2018carte"] == "Khodak et al. 2018"
    assert short["edtf2019"] == "Library of Congress 2019"


def test_provenance_says_corpus_settings_seed_and_versions():
    """Four short lines, enough to make the result again."""
    lines = Provenance("ab" * 32, {"every": 10}, seed=7).lines()
    assert lines[:3] == ["corpus abababababababab", "settings: every 10", "seed 7"]
    assert all(name in lines[3] for name in ("rhetoric-toolkit 0", "python 3", "numpy"))
    assert versions()["scipy"] != "not installed"
