"""The verbs on a small archive: columns that scripts rely on, exit codes, what is said."""

import csv
import io
import json
import re

import polars as pl
import pytest

from toolkit.corpus.corpus import Corpus

# The contract: columns of each table verb, in this order.
KWIC = ["id", "date", "start", "stop", "match", "left", "right"]
FREQ = [
    *("slice", "start", "stop", "year", "n_tokens", "n_documents", "n_occurrences"),
    *("rate", "low", "high"),
]
DRIFT = [
    *("concept", "slice", "start", "stop", "year", "baseline", "metric", "unit", "n_units", "neff"),
    *("n_documents", "n_occurrences", "value", "low", "high", "null_low", "null_high", "z"),
    *("p_value", "p_floor", "q_value", "control_percentile", "p_control"),
]
NEIGHBOURS = [
    *("slice", "start", "stop", "year", "neighbour", "rank", "similarity", "support"),
    *("n_documents", "n_occurrences"),
]
DESCRIBE = ["documents", "tokens", "types", "first", "last", "undated"]
AXIS = [
    *("concept", "axis", "low_pole", "high_pole", "slice", "start", "stop", "year", "unit"),
    *("n_units", "neff", "n_documents", "n_occurrences", "value", "low", "high"),
    *("null_low", "null_high", "p_value", "q_value", "background", "separation"),
]
GROUPS = [
    *("concept", "group", "other", "slice", "start", "stop", "year", "metric", "unit"),
    *("n_units", "neff", "n_documents", "n_occurrences", "n_documents_other"),
    *("n_occurrences_other", "value", "low", "high", "null_low", "null_high", "z", "p_value"),
    *("p_floor", "q_value", "control_percentile", "p_control"),
]
PARTS = [
    *("concept", "by", "slice", "start", "stop", "year", "baseline", "metric", "part", "value"),
    *("low", "high", "share", "p_value", "n_groups", "n_both", "n_units", "n_documents"),
    *("n_occurrences", "covered"),
]
QUICK = ("--permutations", 99, "--controls", 30)

COLUMNS = {
    "axis": (["freedom", "--axis", "party-masses", "--permutations", 19], AXIS),
    "convergence": (["freedom", "--by", "genre", "--permutations", 19], GROUPS),
    "decompose": (["freedom", "--by", "genre", "--permutations", 19], PARTS),
    "kwic": (["freedom"], KWIC),
    "freq": (["freedom"], FREQ),
    "drift": (["freedom", *QUICK], DRIFT),
    "neighbours": (["freedom"], NEIGHBOURS),
}


def columns(form, text, path=None):
    """Names of the columns, read back from each format."""
    if form == "csv":
        return next(csv.reader(io.StringIO(text)))
    if form == "json":
        return list(json.loads(text)[0])
    if form == "jsonl":
        return list(json.loads(text.splitlines()[0]))
    if form == "latex":
        return text.splitlines()[2].replace("\\_", "_").removesuffix(" \\\\").split(" & ")
    return text.splitlines()[0].split()


@pytest.mark.parametrize("verb", COLUMNS)
@pytest.mark.parametrize("form", ["table", "csv", "json", "jsonl", "latex"])
def test_columns_are_the_contract_in_every_format(verb, form, archive, rhetoric):
    """Same columns, same order, in each format."""
    arguments, wanted = COLUMNS[verb]
    code, out, _ = rhetoric(verb, archive, *arguments, "--format", form)
    assert code == 0
    assert columns(form, out) == wanted


@pytest.mark.parametrize("verb", COLUMNS)
def test_a_parquet_file_has_the_columns_too(verb, archive, tmp_path, rhetoric):
    """-o FILE.parquet writes the same table, and nothing to stdout."""
    arguments, wanted = COLUMNS[verb]
    outcome = rhetoric(verb, archive, *arguments, "-o", tmp_path / "t.parquet")
    assert (outcome.code, outcome.out) == (0, "")
    assert pl.read_parquet(tmp_path / "t.parquet").columns == wanted


def test_describe_is_one_row_or_one_for_each_value(archive, rhetoric):
    """Describe counts the whole; with --by each value, and the parts add up."""
    (whole,) = json.loads(rhetoric("describe", archive, "--format", "json").out)
    assert list(whole)[:6] == DESCRIBE
    parts = json.loads(rhetoric("describe", archive, "--by", "genre", "--format", "json").out)
    assert [row["genre"] for row in parts] == ["letter", "speech"]
    assert sum(row["tokens"] for row in parts) == whole["tokens"]


def test_kwic_cuts_out_what_the_text_says(archive, rhetoric):
    """text[start:stop] is the match for every row, and no use is left out."""
    corpus = Corpus.open(archive)
    rows = json.loads(rhetoric("kwic", archive, "freedom", "--format", "json").out)
    counted = sum(corpus.text(i).split().count("freedom") for i in corpus.documents["id"])
    assert len(rows) == counted
    assert all(corpus.text(r["id"])[r["start"] : r["stop"]] == r["match"] for r in rows)


def test_window_is_the_number_of_words_on_each_side(archive, rhetoric):
    """--window 2 shows two words left and right."""
    rows = json.loads(
        rhetoric("kwic", archive, "united front", "--window", 2, "--format", "json").out
    )
    assert [len(row["left"].split()) for row in rows] == [2]
    assert rows[0]["right"] == "of mills"


def test_several_bare_words_are_a_phrase(archive, rhetoric):
    """`kwic C united front` is `kwic C '"united front"'`."""
    bare = rhetoric("kwic", archive, "united", "front", "--format", "json").out
    quoted = rhetoric("kwic", archive, '"united front"', "--format", "json").out
    assert bare == quoted
    assert [row["match"] for row in json.loads(bare)] == ["united front"]


def test_a_pattern_is_no_pattern_where_a_lexicon_is_given(archive, lexicon, rhetoric):
    """With --lexicon the words name a concept of it; others are refused with near names."""
    known = rhetoric("kwic", archive, "united", "front", "--lexicon", lexicon, "--format", "csv")
    assert (known.code, known.out.count("\n")) == (0, 2)
    code, out, err = rhetoric("kwic", archive, "freedm", "--lexicon", lexicon)
    assert (code, out) == (2, "")
    assert "Did you mean 'freedom'?" in err
    assert err.count("\n") == 1


def test_no_use_is_an_answer(archive, rhetoric):
    """Zero hits: exit 0, the columns alone on stdout, a plain sentence on stderr."""
    code, out, err = rhetoric("kwic", archive, "zzz", "--format", "csv")
    assert (code, out.strip().split(",")) == (0, KWIC)
    assert re.match(r"“zzz” does not occur in 90 documents, [\d,]+ tokens\.", err)


def test_freq_counts_each_slice_as_one_would(archive, rhetoric):
    """Uses, documents and rate of a decade equal a count over its texts."""
    corpus = Corpus.open(archive)
    texts = [corpus.text(i).split() for i in corpus.documents["id"] if i.startswith("192")]
    rows = json.loads(rhetoric("freq", archive, "freedom", "--format", "json").out)
    (row,) = [row for row in rows if row["slice"] == "1920s"]
    uses, tokens = sum(t.count("freedom") for t in texts), sum(map(len, texts))
    assert (row["n_occurrences"], row["n_tokens"]) == (uses, tokens)
    assert row["rate"] == pytest.approx(1e6 * uses / tokens)
    assert (row["start"], row["stop"], row["year"]) == ("1920-01-01", "1930-01-01", 1925.0)


@pytest.mark.parametrize(
    ("flags", "labels"),
    [
        (["--every", 20], ["1900–1919", "1920–1939", "1940–1959"]),
        (["--edges", "1900, 1914,1960"], ["1900–1913", "1914–1959"]),
        (["--periods", "before=1900/1929, after=1930/1959"], ["before", "after"]),
        (["--rolling", "40,20"], ["1900–1939", "1920–1959"]),
    ],
)
def test_slices_are_as_the_flags_say(flags, labels, archive, rhetoric):
    """Each way of cutting gives its labels."""
    rows = json.loads(rhetoric("freq", archive, "freedom", *flags, "--format", "json").out)
    assert [row["slice"] for row in rows] == labels


def test_mass_gives_slices_of_equal_weight(archive, rhetoric):
    """--mass 3: three slices, none with twice the tokens of another."""
    rows = json.loads(rhetoric("freq", archive, "freedom", "--mass", 3, "--format", "json").out)
    sizes = [row["n_tokens"] for row in rows]
    assert len(sizes) == 3
    assert max(sizes) < 2 * min(sizes)


@pytest.mark.parametrize(
    "flags",
    [
        ["--every", 5, "--mass", 3],
        ["--every", 0],
        ["--edges", "1900"],
        ["--edges", "Brumaire,1900"],
        ["--periods", "war"],
        ["--rolling", "20"],
    ],
)
def test_slices_that_cannot_be_are_refused(flags, archive, rhetoric):
    """Two ways at once, no years, no date, no pair: exit 2 and one line."""
    code, out, err = rhetoric("freq", archive, "freedom", *flags)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "a bug in rhetoric" not in err


def test_drift_finds_the_planted_change_and_leaves_the_other(archive, rhetoric):
    """Freedom moved from the 1930s on, bread did not; the baseline row keeps its counts."""

    def judged(word):
        out = rhetoric("drift", archive, word, *QUICK, "--format", "json").out
        return {row["slice"]: row for row in json.loads(out)}

    freedom, bread = judged("freedom"), judged("bread")
    assert freedom["1900s"]["value"] is None
    assert freedom["1900s"]["n_occurrences"] == 60
    later = ("1930s", "1940s", "1950s")
    assert all(freedom[label]["p_value"] <= 0.05 for label in later)
    assert all(freedom["1910s"]["value"] < freedom[label]["value"] for label in later)
    assert all(bread[label]["value"] < freedom[label]["value"] for label in later)
    assert {row["concept"] for row in freedom.values()} == {"freedom"}


def test_options_reach_the_measure(archive, rhetoric):
    """--against, --metric and --unit are in the table that comes out."""
    flags = ("--against", "1920s", "--metric", "squared", "--unit", "document")
    rows = json.loads(rhetoric("drift", archive, "freedom", *flags, *QUICK, "--format", "json").out)
    assert {row["baseline"] for row in rows if row["slice"] != "1920s"} == {"1920s"}
    assert {row["metric"] for row in rows} == {"squared"}
    assert {row["unit"] for row in rows if row["unit"]} == {"document"}


def test_the_same_seed_gives_the_same_table(archive, rhetoric):
    """--seed 7 twice is the same to the byte."""
    line = ("drift", archive, "freedom", *QUICK, "--seed", 11, "--format", "json")
    assert rhetoric(*line).out == rhetoric(*line).out


@pytest.mark.parametrize(
    "flags",
    [
        ["--metric", "cosin"],
        ["--space", "ppm"],
        ["--against", "1890s"],
        ["--unit", "countri"],
        ["--strata", "gendre"],
        ["--center", "middle"],
        ["--weights", "heavy"],
        ["--level", "1.5"],
        ["--permutations", "0"],
        ["--controls", "-1"],
        ["--window", "0"],
    ],
)
def test_options_that_cannot_be_are_refused(flags, archive, rhetoric):
    """A misspelt or impossible option of drift: exit 2, one line that names it."""
    code, out, err = rhetoric("drift", archive, "freedom", *flags)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "a bug in rhetoric" not in err


def test_too_few_uses_are_doubted_and_strict_says_so(archive, rhetoric):
    """One use: no value, a doubt that says too few; exit 0, with --strict 3."""
    code, out, err = rhetoric("drift", archive, "united front", "--format", "json")
    assert code == 0
    assert all(row["value"] is None for row in json.loads(out))
    assert any("too few" in line for line in err.splitlines() if line.startswith("doubt: "))
    assert rhetoric("drift", archive, "united front", "--strict").code == 3


def test_quiet_leaves_the_doubts(archive, rhetoric):
    """--quiet: no sentences, but the doubts are still said."""
    err = rhetoric("drift", archive, "united front", "--quiet").err
    assert err
    assert all(line.startswith("doubt: ") for line in err.splitlines())


@pytest.mark.parametrize("name", ["drift", "frequency", "neighbours"])
@pytest.mark.parametrize("suffix", ["svg", "pdf", "png"])
def test_a_figure_has_its_table_beside_it(name, suffix, archive, tmp_path, rhetoric):
    """Figure writes the picture and a CSV of the same name."""
    path = tmp_path / f"f.{suffix}"
    code, out, err = rhetoric("figure", name, archive, "freedom", *QUICK, "-o", path)
    assert (code, out) == (0, "")
    assert path.stat().st_size > 1000
    assert "slice" in (tmp_path / "f.csv").read_text("utf-8-sig").splitlines()[0].split(",")
    assert f"written: {path}" in err


@pytest.mark.parametrize(
    "flags",
    [
        ["drift", "freedom", "bread", "--every", "20", "--against", "previous", "--seed", "3"],
        ["frequency", "freedom", "--periods", "early=1900/1929,late=1930/1999"],
        ["overview", "--mass", "3"],
        ["event", "freedom", "--at", "1905-01-01", "--years", "4"],
        ["lead", "freedom", "bread", "--every", "2", "--lags", "1", "--of", "rate"],
    ],
)
def test_a_recipe_draws_the_same_figure_again(flags, archive, tmp_path, rhetoric):
    """From the .toml beside a figure: the same bytes, whatever flags had made it."""
    first, again = tmp_path / "a.svg", tmp_path / "b.svg"
    name, *rest = flags
    assert rhetoric("figure", name, archive, *rest, *QUICK, "-o", first).code == 0
    code, _, err = rhetoric("figure", tmp_path / "a.toml", archive, "-o", again)
    assert code == 0, err
    assert "another corpus" not in err
    assert again.read_bytes() == first.read_bytes()


def test_a_recipe_of_another_corpus_is_a_doubt_and_a_strange_one_is_refused(
    archive, tmp_path, rhetoric
):
    """The hash of the corpus is compared; a flag that no figure has is named."""
    rhetoric("figure", "overview", archive, "-o", tmp_path / "a.svg")
    recipe = tmp_path / "a.toml"
    text = recipe.read_text("utf-8")
    hash_ = re.search(r'corpus = "(\w+)"', text)[1]
    recipe.write_text(text.replace(hash_, "0" * 64), "utf-8")
    err = rhetoric("figure", recipe, archive, "-o", tmp_path / "b.svg").err
    assert "another corpus (000000000000)" in err
    recipe.write_text("[recipe]\nfigure = 'drift'\nsmooth = 3\n", "utf-8")
    code, _, err = rhetoric("figure", recipe, archive, "-o", tmp_path / "b.svg")
    assert code == 2
    assert "smooth" in err
    assert rhetoric("figure", tmp_path / "none.toml", archive, "-o", tmp_path / "b.svg").code == 2


@pytest.mark.parametrize("name", ["drift", "frequency", "neighbours"])
def test_several_concepts_are_several_panels(name, archive, tmp_path, rhetoric):
    """Each argument of figure is one concept, with a panel and a table of its own."""
    path = tmp_path / "f.svg"
    assert rhetoric("figure", name, archive, "freedom", "bread", *QUICK, "-o", path).code == 0
    titles = re.findall(r">(?:nearest to )?(freedom|bread)<", path.read_text("utf-8"))
    assert set(titles) == {"freedom", "bread"}
    assert (tmp_path / "f.1.csv").exists()
    assert (tmp_path / "f.2.csv").exists()


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("bursts", ("--events", "manifesto")),
        ("bands", ("--events", "manifesto")),
        ("event", ("--at", "1905-01-01", "--years", 5)),
        ("lead", ("bread", "--every", 2, "--lags", 0)),
    ],
)
def test_findings_about_a_series_are_drawn(name, more, archive, tmp_path, rhetoric):
    """Bursts, bands, an event and a lead have figures with their tables beside them."""
    path = tmp_path / "f.svg"
    code, out, err = rhetoric("figure", name, archive, "freedom", *more, *QUICK, "-o", path)
    assert (code, out) == (0, ""), err
    assert (tmp_path / "f.csv").stat().st_size > 20
    assert "freedom" in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "more", "said"),
    [
        ("event", (), "give --at"),
        ("lead", (), "1 concepts; give two"),
        ("lead", ("bread", "--events", "manifesto"), "leave --events out"),
    ],
)
def test_figures_say_what_they_need(name, more, said, archive, tmp_path, rhetoric):
    """A missing date, a missing second concept, events where there is no axis: one line."""
    code, _, err = rhetoric("figure", name, archive, "freedom", *more, "-o", tmp_path / "f.svg")
    assert (code, err.count("\n")) == (2, 1)
    assert said in err


def test_a_report_is_one_page(archive, lexicon, tmp_path, rhetoric):
    """Report writes one HTML file that names question and concepts and holds no script."""
    path = tmp_path / "r.html"
    line = ("report", archive, "freedom", "united front", "--lexicon", lexicon, *QUICK)
    asked = rhetoric(*line, "--question", "Did freedom <move>?", "--title", "Words", "-o", path)
    page = path.read_text("utf-8")
    assert (asked.code, asked.out) == (0, "")
    assert "Did freedom &lt;move&gt;?" in page
    assert "united front" in page
    assert "<script" not in page


def test_the_same_report_twice_is_the_same_bytes(archive, tmp_path, rhetoric):
    """Same seed, same bytes."""
    line = ("report", archive, "freedom", *QUICK, "-o")
    for name in ("one.html", "two.html"):
        rhetoric(*line, tmp_path / name)
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_a_place_that_cannot_be_written_is_one_line(archive, tmp_path, rhetoric):
    """No folder to write into: exit 2, one line."""
    code, out, err = rhetoric("kwic", archive, "freedom", "-o", tmp_path / "no" / "t.csv")
    assert (code, out, err.count("\n")) == (2, "", 1)


def test_a_full_disk_is_one_line(archive, shell):
    """A device without room: exit 2 and says so."""
    done = shell("kwic", archive, "freedom", "--format", "csv", "-o", "/dev/full")
    assert done.returncode == 2
    assert "no space left" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_source_can_be_asked_without_a_corpus_folder(source, rhetoric):
    """Where a corpus is wanted a source does, read into memory."""
    rows = json.loads(rhetoric("freq", source, "freedom", "--format", "json").out)
    assert sum(row["n_occurrences"] for row in rows) == 360


def test_a_source_read_in_passing_says_what_it_left_out(tmp_path, rhetoric):
    """Notes and skipped inputs of such a source are said, and the exit code is that of reading."""
    source = tmp_path / "s.csv"
    source.write_text("id,date,text\na,1917,bread\nb,Thermidor,bread\n")
    code, out, err = rhetoric("kwic", source, "bread", "--format", "json")
    assert (code, len(json.loads(out))) == (1, 2)
    assert "date from column 'date'" in err
    assert "skipped: s.csv" in err
    assert rhetoric("kwic", source, "bread", "--strict").code == 3


@pytest.mark.parametrize(
    ("kind", "first", "holds"),
    [
        ("concepts", "concept", "dictatorship of the proletariat"),
        ("lexicons", "lexicon", "manifesto"),
        ("metrics", "metric", "cosine"),
        ("readers", "reader", "csv"),
        ("spaces", "space", "ppmi"),
        ("figures", "figure", "drift"),
        ("events", "event", None),
        ("axes", "axis", None),
    ],
)
def test_list_names_what_there_is(kind, first, holds, rhetoric):
    """Each kind is a table with the name in its first column."""
    rows = json.loads(rhetoric("list", kind, "--format", "json").out)
    assert next(iter(rows[0])) == first
    assert holds is None or holds in [row[first] for row in rows]


def test_list_concepts_of_a_lexicon_of_ones_own(lexicon, rhetoric):
    """--lexicon lists another lexicon."""
    rows = json.loads(rhetoric("list", "concepts", "--lexicon", lexicon, "--format", "json").out)
    assert [row["concept"] for row in rows] == ["freedom", "united front", "nowhere"]


def test_cite_names_the_source_of_a_method(rhetoric):
    """Cite gives references; an unknown name is refused with near ones."""
    code, out, _ = rhetoric("cite", "ppmi")
    assert code == 0
    assert re.match(r"@\w+\{\w+,\n", out)
    assert out.count("{") == out.count("}")
    code, out, err = rhetoric("cite", "ppmy")
    assert (code, out) == (2, "")
    assert "'ppmi'" in err


def test_cite_writes_a_bibliography(tmp_path, rhetoric):
    """With -o the entries are in the file, and stdout is empty."""
    shown = rhetoric("cite", "rhetoric").out
    assert rhetoric("cite", "rhetoric", "-o", tmp_path / "refs.bib").out == ""
    assert (tmp_path / "refs.bib").read_text("utf-8") == shown


def test_each_value_of_a_variable_by_itself(archive, tmp_path, rhetoric):
    """--by puts the group in front of every row, and draws a panel for each."""
    code, out, _ = rhetoric(
        "drift", archive, "freedom", *QUICK, "--by", "genre", "--format", "json"
    )
    rows = json.loads(out)
    assert code == 0
    assert list(rows[0]) == ["group", *DRIFT]
    assert {row["group"] for row in rows} == {"letter", "speech"}
    path = tmp_path / "f.svg"
    assert (
        rhetoric("figure", "drift", archive, "freedom", *QUICK, "--by", "genre", "-o", path).code
        == 0
    )
    assert {"freedom: letter", "freedom: speech"} <= set(
        re.findall(r">([^<>]+)<", path.read_text())
    )


def test_groups_are_a_variable_on_the_command_line(archive, tmp_path, rhetoric):
    """--groups takes values together; what compares groups follows no flag that it cannot."""
    kinds = tmp_path / "kinds.toml"
    kinds.write_text('of = "genre"\n[groups]\nprivate = ["letter"]\npublic = ["speech"]\n')
    flags = ("--groups", kinds, "--by", "kinds", "--permutations", 19, "--controls", 0)
    rows = json.loads(rhetoric("convergence", archive, "freedom", *flags, "--format", "json").out)
    assert {(row["group"], row["other"]) for row in rows} == {("private", "public")}
    path = tmp_path / "g.svg"
    assert rhetoric("figure", "convergence", archive, "freedom", *flags, "-o", path).code == 0
    refused = rhetoric("convergence", archive, "freedom", *flags, "--strata", "author")
    assert (refused.code, "--strata author" in refused.err) == (2, True)
    none = rhetoric("figure", "convergence", archive, "freedom", "-o", path)
    assert (none.code, "give --by" in none.err) == (2, True)
