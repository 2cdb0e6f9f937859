"""Every figure of the registry by its verb, and again from its recipe."""

import pytest

from toolkit.figures import FIGURES

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


@pytest.mark.parametrize("name", sorted(FIGURES))
def test_every_figure_can_be_drawn_by_its_name(name, archive, tmp_path, rhetoric):
    """What stands in the registry, the verb draws, with table and recipe, and draws it again."""
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
    again = rhetoric("figure", tmp_path / "f.toml", archive, "-o", tmp_path / "g.svg")
    assert again.code == 0, again.err
    assert (tmp_path / "g.svg").read_bytes() == path.read_bytes()
