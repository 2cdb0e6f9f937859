"""The gallery: a script, a picture, a table and a recipe for every figure, and a page of all."""

import runpy
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from toolkit.figures import FIGURES

ROOT = Path(__file__).parents[1]
GALLERY = ROOT / "figures"
LARGEST = 200_000  # bytes of a file that is committed
TEXTS = SimpleNamespace(**runpy.run_path(str(ROOT / "tests" / "figures" / "texts.py")))


@pytest.fixture(scope="module")
def build():
    """Load the script that builds the gallery."""
    sys.path.insert(0, str(GALLERY))
    yield SimpleNamespace(**runpy.run_path(str(GALLERY / "build.py")))
    sys.path.remove(str(GALLERY))


def test_every_figure_has_a_script(build):
    """A figure of the registry is shown in the gallery, by a script of its name."""
    missing = [name for name in FIGURES if name not in {path.stem for path in build.scripts()}]
    assert missing == [], "write figures/NAME.py like its neighbours, then: make figures"


def test_every_script_has_its_picture_table_and_recipe(build):
    """All three lie beside it, small enough to be committed."""
    for script in build.scripts():
        picture, recipe = script.with_suffix(".svg"), script.with_suffix(".toml")
        assert picture.stat().st_size <= LARGEST, picture.name
        assert tomllib.loads(recipe.read_text(encoding="utf-8"))["caption"]
        tables = [*GALLERY.glob(f"{script.stem}.csv"), *GALLERY.glob(f"{script.stem}.[0-9]*.csv")]
        assert tables, script.name
        assert max(table.stat().st_size for table in tables) <= LARGEST, script.name


def test_every_script_is_short_and_says_what_it_shows(build):
    """Fifteen to thirty lines, whose first says what the figure is for."""
    for script in build.scripts():
        lines = script.read_text(encoding="utf-8").splitlines()
        assert 12 <= len(lines) <= 30, script.name
        assert lines[0].startswith('"""')


def test_the_page_is_the_gallery(build):
    """docs/gallery.md is what `make figures` writes from the scripts and what lies beside them."""
    assert build.PAGE.read_text(encoding="utf-8") == build.page()


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_pictures_can_be_read_and_show_the_numbers_that_lie_beside_them(build, tmp_path):
    """Drawn again: no text is cut off or covers another, and the tables are those committed."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    from toolkit.figures.save import save

    for script in build.scripts():
        drawn = runpy.run_path(str(script))["draw"]()
        figure = drawn if hasattr(drawn, "savefig") else drawn.get_figure()
        assert TEXTS.clipped(figure) == [], script.name
        assert TEXTS.overlapping(figure) == [], script.name
        for made in save(figure, tmp_path / f"{script.stem}.svg")[1:-1]:
            committed = pl.read_csv(GALLERY / made.name, infer_schema_length=None)
            assert_frame_equal(pl.read_csv(made, infer_schema_length=None), committed, rel_tol=1e-6)
        pyplot.close("all")
