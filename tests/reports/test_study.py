"""Studies: read from a file, mistakes told with their line, done again the same."""

import re
import runpy
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from markupsafe import escape

import toolkit as rt
from toolkit.corpus import store
from toolkit.errors import CorpusError, OptionError, ReadError
from toolkit.reports.gather import gather
from toolkit.reports.study_file import study, study_of
from toolkit.reports.study_form import study_form

WORLD = SimpleNamespace(**runpy.run_path(str(Path(__file__).parent / "worlds.py")))
STUDY = """\
# what is asked
corpus = "speeches.corpus"
question = "Did the front change?"
concepts = ["front", "league"]

[slices]
edges = [1920, 1935, 1950, 1965, 1980]

[drift]
permutations = 99
controls = 5

[ask]
decompose = "author"
collocates = true
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Lay out a study beside its corpus."""
    place = tmp_path_factory.mktemp("study")
    WORLD.corpus().save(place / "speeches.corpus")
    (place / "study.toml").write_text(STUDY, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def done(folder):
    """Do the study."""
    return gather(study(folder / "study.toml"))


@pytest.fixture(scope="module")
def page(done):
    """Make its report."""
    return rt.report(**done._asdict())


@pytest.mark.parametrize(
    ("wrong", "line", "said"),
    [
        (STUDY.replace("edges", "edgs"), 7, "no key named 'edgs'.* Did you mean 'edges'"),
        (STUDY.replace("permutations = 99", "permutations = 0"), 10, "greater than or equal to 1"),
        (STUDY + "convergance = 'author'\n", 16, "Did you mean 'convergence'"),
        (STUDY.replace("[drift]", "[drifts]"), 9, "no key named 'drifts'"),
        (STUDY.replace("99", "'many'"), 10, "valid integer.*'many'"),
        (STUDY.replace("edges =", "every = 5\nedges ="), 6, "2 ways, every and edges"),
        (STUDY.replace('concepts = ["front", "league"]', "concepts = [1]"), 4, "concepts"),
        (STUDY.replace('corpus = "speeches.corpus"\n', ""), 1, "corpus: is missing"),
        (STUDY.replace("= true", "="), 15, "Invalid value"),
        (
            STUDY.replace('concepts = ["front", "league"]', "")
            + "[[concepts]]\nname = 'a'\npatterns = ['a']\n"
            + "[[concepts]]\nname = 'b'\npattern = 'b'\n",
            21,
            "no key named 'pattern'",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path, wrong, line, said):
    """The message names the file, the line, what was given and what is allowed."""
    place = tmp_path / "wrong.toml"
    place.write_text(wrong, encoding="utf-8")
    with pytest.raises(ReadError, match=rf"line {line}\b.*{said}") as caught:
        study(place)
    assert str(caught.value).startswith(str(place))
    assert "\n" not in str(caught.value)


def test_a_study_that_asks_nothing_is_refused():
    """Without concepts, topics or a trace there is nothing to report."""
    with pytest.raises(OptionError, match="nothing is asked"):
        study_of({"corpus": "c.corpus"})


def test_a_form_is_a_study_once_concepts_are_filled_in(folder):
    """Slices fit the span; who stands early and late is told apart; every key is known."""
    text = study_form(WORLD.corpus(), "speeches.corpus", concepts=["front"])
    place = folder / "form.toml"
    place.write_text(text, encoding="utf-8")
    found = study(place)
    assert found.slices.every == 5
    assert found.ask.decompose == "author"
    assert found.corpus == folder / "speeches.corpus"


def test_few_texts_get_few_slices():
    """Twenty texts over sixty years are cut so that slices can be judged."""
    few = WORLD.corpus(documents=20)
    assert "\nevery = 20\n" in study_form(few, "few.corpus")


def test_every_line_of_the_form_that_is_commented_out_is_understood(folder):
    """Whichever is asked for, the study can be read."""
    lines = study_form(WORLD.corpus(), "speeches.corpus").splitlines()
    lines = ['concepts = ["front"]' if one.startswith("concepts = ") else one for one in lines]
    tried = [n for n, line in enumerate(lines) if re.match(r"# (\w+ = |\[)", line)]
    assert len(tried) > 20
    place = folder / "asked.toml"
    for n in tried:
        asked = list(lines)
        # Its table comes with it, where that is commented out as well.
        start = max((k for k in range(n + 1) if re.match(r"(# )?\[", lines[k])), default=n)
        for k in (n, start):
            asked[k] = asked[k].removeprefix("# ")
        if asked[start].startswith("[[concepts]]"):
            asked = [one.removeprefix("# ") if k > start else one for k, one in enumerate(asked)]
            asked = [one for one in asked if not one.startswith("concepts = ")]
        if asked[start].startswith("[slices]"):
            asked = [one for one in asked if not one.startswith("every = ")]
        if asked[start].startswith("[trace]"):
            asked = [one.replace("# target", "target") for one in asked]
        place.write_text("\n".join(asked), encoding="utf-8")
        assert study(place)


def test_every_question_is_answered_and_the_change_is_found(done, page):
    """Each concept has its sections in the order of a reader's questions; the break is dated."""
    first, second = page.page.sections
    asked = ["What changed?", "When?", "In whose texts?", "How often?", "Beside which words?",
             "In which senses?"]  # fmt: skip
    assert [question for question, _ in first.questions] == asked
    assert [one.concept for one in (first, second)] == ["front", "league"]
    changes = next(one for one in done.results if type(one).__name__ == "Changes")
    assert changes.table["kind"][0] == "break"
    assert changes.table["date"][0] == "1950-01-01"
    assert page.page.comparison is not None
    row, other = page.page.comparison.tables[0].rows
    assert row[8] == "1950–1964"
    assert other[8] == "none"


def test_what_speaks_against_it_is_said(page):
    """The thinnest slice, comparable words, what was not asked, that nobody read by hand."""
    (against, _) = (section.objections for section in page.page.sections)
    assert "thinnest judged slice" in against[0]
    assert any("Not asked again" in one for one in against)
    assert not any("Not told apart" in one for one in against)
    assert "Not checked by hand" in page.html


def test_the_same_study_gives_the_same_bytes(folder, page, tmp_path):
    """Done again from its file, a study gives the same page."""
    again = rt.report(rt.study(folder / "study.toml"))
    assert again.html == page.html
    saved = again.save(tmp_path / "report.html")
    assert saved.read_bytes() == page.html.encode()


@pytest.mark.parametrize("name", ["ids.npy", "postings.npy", "texts.bin"])
def test_no_report_is_made_of_a_damaged_corpus(folder, tmp_path, monkeypatch, name):
    """One bit of a file that is only mapped, and of the right size: refused before any figure."""
    place = shutil.copytree(folder, tmp_path / "copy")
    path = place / "speeches.corpus" / "gen-1" / name
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    monkeypatch.setattr(store, "SMALL", 0)
    rt.open(place / "speeches.corpus")
    with pytest.raises(CorpusError, match=f"not what was written: {name}; the corpus is damaged"):
        gather(study(place / "study.toml"))


HOSTILE = ["../../../x", "/etc/x", "CON", "a/b", "a-b", "n" * 300]


@pytest.mark.parametrize("ending", ["report.md", "latex"])
def test_names_of_concepts_lead_nowhere(folder, tmp_path, ending):
    """Ways out of a folder, names of devices, very long ones: every file lies where it should."""
    text = STUDY.replace('concepts = ["front", "league"]', "").replace(
        '[ask]\ndecompose = "author"\ncollocates = true\n',
        "[ask]\nbreaks = false\nneighbours = false\nsenses = false\n",
    )
    text = text.replace("controls = 5", "controls = 0").replace("[1920, 1935, ", "[1920, ")
    text += "".join(f'[[concepts]]\nname = "{name}"\npatterns = ["front"]\n' for name in HOSTILE)
    place = folder / "hostile.toml"
    place.write_text(text, encoding="utf-8")
    before = set(tmp_path.parent.rglob("*"))
    inside = tmp_path / "inside"
    inside.mkdir()
    rt.report(study(place)).save(inside / ending)
    written = [path for path in set(tmp_path.parent.rglob("*")) - before if path.is_file()]
    assert all(path.is_relative_to(inside) for path in written)
    assert all(re.fullmatch(r"[a-z0-9.-]{1,120}", path.name) for path in written)
    assert len({str(path).casefold() for path in written}) == len(written)
    assert len(written) > 2 * len(HOSTILE)


def test_markdown_brings_its_figures_and_tables(page, tmp_path):
    """Every figure and table that the text names lies beside it; headings never skip a level."""
    place = page.save(tmp_path / "report.md")
    text = place.read_text(encoding="utf-8")
    named = re.findall(r"\]\((report-files/[^)]+)\)", text)
    assert len(named) > 10
    assert {one.split("/")[1] for one in named} == {
        one.name for one in (tmp_path / "report-files").iterdir()
    }
    levels = [len(one) for one in re.findall(r"^(#+) ", text, re.M)]
    assert all(b - a <= 1 for a, b in zip(levels, levels[1:], strict=False))
    for section in page.page.sections:
        assert section.answer[0] in text.replace("\\", "")


def test_another_ending_is_refused_before_the_work(page):
    """PDF is what a browser or LaTeX makes of it."""
    with pytest.raises(OptionError, match="report.pdf: a report is .html, .md"):
        page.save("report.pdf")


def test_topics_and_a_trace_have_their_places(folder, tmp_path):
    """Topics come with passages, a trace with its text, both behind the concepts."""
    target = tmp_path / "programme.txt"
    target.write_text("A front of workers and nations. A league of states.", encoding="utf-8")
    asked = {"corpus": folder / "speeches.corpus", "topics": {"topics": 4}}
    asked |= {"trace": {"target": target}, "slices": {"every": 20}, "check": False}
    page = rt.report(study_of(asked)).html
    assert page.index('id="whole-1"') < page.index('id="text"') < page.index('id="methods"')
    assert "With the largest share of it: 2 of 2" in page
    assert "Topics where they are largest" in page


def test_a_study_asks_for_cards_novelty_and_a_map(folder):
    """Each key of its table adds its section; without them the shares of topics stand alone."""
    heads = {"cards": "Cards of topics", "novelty": "Novelty of documents",
             "map": "Map of the documents"}  # fmt: skip
    asked = {"corpus": folder / "speeches.corpus", "slices": {"every": 20}, "check": False}
    asked["drift"] = {"permutations": 99}
    for keys in ([], ["novelty"], list(heads)):
        topics = {"topics": 4} | dict.fromkeys(keys, True)
        page = rt.report(study_of(asked | {"topics": topics})).html
        assert [key for key, head in heads.items() if f">{head}</h2>" in page] == keys


def test_results_about_all_documents_have_their_places(folder, tmp_path):
    """Shares, a profile, cards, novelty and a map: each its figure, its numbers and its doubts."""
    corpus = rt.open(folder / "speeches.corpus")
    slices = rt.slices(corpus, every=20)
    topics = rt.fit("nmf", corpus, topics=4, seeds=2)
    vectors = rt.document_vectors(corpus)
    of = rt.shares(topics, slices, of=rt.find("front", corpus), resamples=99)
    novel = rt.novelty(topics, window=5, permutations=99)
    given = [rt.shares(topics, slices, resamples=99), of, rt.topic_cards(topics, slices),
             novel, rt.document_map(vectors)]  # fmt: skip
    made = rt.report(given, corpus=corpus)
    page = made.html
    heads = ["Topics", "Topics of front", "Cards of topics", "Novelty of documents",
             "Map of the documents"]  # fmt: skip
    at = [page.index(f'<h2 dir="auto">{head}</h2>') for head in heads]
    assert at == sorted(at)
    assert page.count("<svg") == 5
    assert "What the passages of “front” are about" in page
    best = novel.top(1).row(0, named=True)
    assert f"<td>{best['resonance']:.2f}</td>" in page
    for one in given:
        assert all(str(escape(doubt)) in page for doubt in one.doubts)
    assert "Barron et al. 2018" in page
    made.save(tmp_path / "page.md")
    assert "## Cards of topics" in (tmp_path / "page.md").read_text("utf-8")
    made.save(tmp_path / "paper")
    written = [one.read_text("utf-8") for one in (tmp_path / "paper").glob("*.tex")]
    assert any("section{Cards of topics}" in one for one in written)
    assert rt.report([novel]).html.count("<svg") == 1
