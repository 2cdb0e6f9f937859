"""Every figure of the registry by its verb, and again from its recipe."""

import polars as pl
import pytest

import toolkit as rt
from toolkit.figures import FIGURES
from toolkit.figures.save import save

QUICK = ("--permutations", "99", "--controls", "9")
# What a figure is of: a concept, unless it is of all words, of a text, or asks for more.
ABOUT = {
    **dict.fromkeys(("choice", "cards", "complexity", "formulas", "keyness", "map"), ()),
    **dict.fromkeys(("novelty", "overview", "river", "scan", "share", "topics"), ()),
    **dict.fromkeys(("careers", "quotations", "resemblance"), ("1935-5", "--lexicon", "manifesto")),
    "axis": ("freedom", "--axis", "trade", "--axes", "{axes}"),
    "convergence": ("freedom", "--by", "genre"),
    "event": ("freedom", "--at", "1930"),
    "lead": ("freedom", "bread", "--every", "2", "--lags", "1"),
}


def save_both(drawn, path, recipe=None):
    """Save with the flags of the verb, and as Python would, with the calls behind the figure."""
    written = save(drawn, path, recipe=recipe)
    if recipe:
        save(drawn, path.with_stem("python"))
    return written


@pytest.mark.parametrize("name", sorted(FIGURES))
def test_every_figure_can_be_drawn_by_its_name(name, archive, tmp_path, rhetoric, monkeypatch):
    """What stands in the registry, the verb draws, and again from its flags and from its calls."""
    monkeypatch.setattr(rt.plot, "save", save_both)
    axes = tmp_path / "axes.toml"
    axes.write_text(
        "[axes.trade.poles.struggle]\npatterns = ['strike', 'union', 'comrade', 'factory']\n"
        "[axes.trade.poles.market]\npatterns = ['market', 'trade', 'price', 'goods']\n",
        "utf-8",
    )
    about = [one.format(axes=axes) for one in ABOUT.get(name, ("freedom",))]
    path = tmp_path / "f.svg"
    code, _, err = rhetoric("figure", name, archive, *about, *QUICK, "-o", path)
    assert code == 0, err
    assert [*tmp_path.glob("f*.csv")]
    for recipe in ("f.toml", "python.toml"):
        again = rhetoric("figure", tmp_path / recipe, archive, "-o", tmp_path / "g.svg")
        assert again.code == 0, again.err
        assert (tmp_path / "g.svg").read_bytes() == path.read_bytes()
        for table in tmp_path.glob("f*.csv"):
            assert (tmp_path / table.name.replace("f", "g")).read_bytes() == table.read_bytes()


FEW = {"permutations": 99, "controls": 9}
# A concept of one's own, with what it is not; slices of some documents; groups.
BREAD = rt.Concept("bread, not bread rolls", ["bread"], exclude=["bread oven"])
SPEECHES = {"genre": "speech"}


def drift_of_some(corpus):
    """Draw one series: a concept of one's own, in some documents, in named periods."""
    periods = {"before": ("1900", "1930"), "after": ("1930", "1960")}
    parts = rt.slices(corpus, periods=periods, where=SPEECHES)
    return rt.plot.drift(rt.drift(BREAD, corpus, slices=parts, window=5, seed=3, **FEW))


def rates_of_groups(corpus):
    """Draw panels of two groups, named by hand."""
    known = rt.grouped(corpus, {"spoken": ["speech"], "written": ["letter"]}, of="genre")
    cut = rt.slices(known, every=20, by="group")
    found = {name: rt.frequency(rt.find("freedom", known), slices=one) for name, one in cut.items()}
    return rt.plot.panels(found, same_scale=False)


def topics_within(corpus):
    """Draw shares of a chosen topic, its model fitted with settings of one's own."""
    found = rt.fit("nmf", corpus, topics=4, seed=2)
    over_time = rt.shares(found, rt.slices(corpus, every=20), resamples=99)
    return rt.plot.share(over_time, topic=1)


def a_break(corpus):
    """Find breaks of a series in a space that was fitted first."""
    space = rt.fit("ppmi", corpus, seed=7)
    series = rt.drift("freedom", corpus, space=space, against="previous", **FEW)
    return rt.plot.breaks(rt.breaks(series, permutations=99))


@pytest.mark.parametrize("draw", [drift_of_some, rates_of_groups, topics_within, a_break])
def test_a_figure_drawn_in_python_is_drawn_again_by_its_recipe(draw, archive, tmp_path, rhetoric):
    """Slices, groups, exclusions, spaces and topics are in the recipe: the same tables come."""
    rt.plot.save(draw(rt.open(archive)), tmp_path / "f.svg")
    again = rhetoric("figure", tmp_path / "f.toml", archive, "-o", tmp_path / "g.svg")
    assert again.code == 0, again.err
    tables = sorted(path.name for path in tmp_path.glob("f*.csv"))
    assert tables
    for name in tables:
        assert (tmp_path / name.replace("f", "g")).read_bytes() == (tmp_path / name).read_bytes()
    assert (tmp_path / "g.svg").read_bytes() == (tmp_path / "f.svg").read_bytes()


def test_a_figure_that_no_recipe_can_say_has_a_line_instead(archive, tmp_path, rhetoric):
    """Documents chosen by an expression: the reason stands in the file, and the verb gives it."""
    corpus = rt.open(archive)
    parts = rt.slices(corpus, every=20, where=pl.col("author").str.ends_with("3"))
    hits = rt.find("freedom", corpus)
    rt.plot.save(rt.plot.frequency(rt.frequency(hits, slices=parts)), tmp_path / "f.svg")
    code, _, err = rhetoric("figure", tmp_path / "f.toml", archive, "-o", tmp_path / "g.svg")
    assert code == 2
    assert "frequency(slices=…): slices(where=…): how this Expr was made is not known" in err
    assert not (tmp_path / "g.svg").exists()
