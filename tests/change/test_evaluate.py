"""Benchmarks: both formats read, figures as scipy gives them, what is damaged left out and said."""

import csv
import gzip
import json

import numpy as np
import pytest
from scipy import stats
from scipy.spatial.distance import jensenshannon

from toolkit.change.evaluate import EVALUATE_COLUMNS, evaluate
from toolkit.cli.main import main
from toolkit.concepts.find import find
from toolkit.errors import OptionError, ReadError, UnknownNameError
from toolkit.spaces.fit import fit

FIELDS = {
    "sea": "ship harbour sail wave anchor mast cargo port tide captain deck rope".split(),
    "law": "court judge statute petition clerk seal verdict plea oath bench writ appeal".split(),
    "war": "rifle trench march siege powder flank sabre column drill camp rout musket".split(),
    "land": "field harvest plough barn cattle seed meadow orchard fence wheat hay soil".split(),
}
NAMES = list(FIELDS)
# How much of its later uses each word has in the next field.
SHARES = (0.0, 0.1, 0.3, 0.5, 0.75, 1.0, 0.05, 0.2, 0.4, 0.6, 0.15, 0.9)
WORDS = ("afterline coldring dustmoor eldfell farrowby goldlack hartsea ironby jadefold "
         "kerwick lowmere milstow").split()  # fmt: skip
MOVED = dict(zip(WORDS, SHARES, strict=True))
METRICS = ("cosine", "prt", "apd", "neighbours")


def passage(rng, word, field):
    """Write one sentence; the word stands somewhere inside it."""
    around = [*rng.choice(FIELDS[field], 8), "and", "the"]
    rng.shuffle(around)
    return [*around[:5], word, *around[5:]]


def field_of(rng, word, later):
    """Choose the field of a use."""
    return NAMES[(WORDS.index(word) + (later and rng.random() < MOVED[word])) % len(NAMES)]


def uses(word, grouping):
    """Give the number of uses: thirty first, then more or fewer, whatever the change."""
    return 30 if grouping == "1" else 20 + 3 * (WORDS.index(word) * 5 % 12)


@pytest.fixture(scope="module")
def dwug(tmp_path_factory):
    """Write a folder as DWUG has it."""
    folder, rng = tmp_path_factory.mktemp("dwug") / "dwug_xx", np.random.default_rng(0)
    names = ("lemma pos date grouping identifier description context "
             "indexes_target_token indexes_target_sentence").split()  # fmt: skip
    for word in MOVED:
        path = folder / "data" / word / "uses.csv"
        path.parent.mkdir(parents=True)
        clusters = [("identifier", "cluster")]
        with path.open("w", newline="") as lines:
            table = csv.writer(lines, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None)
            table.writerow(names)
            for grouping in ("1", "2"):
                for k in range(uses(word, grouping)):
                    field = field_of(rng, word, grouping == "2")
                    text = 'She said, "' + " ".join(passage(rng, word, field)) + '."'
                    start = text.index(word)
                    place = f"{start}:{start + len(word)}"
                    row = [word, "NN", 1800 + k, grouping, f"{grouping}-{k}", "", text]
                    table.writerow([*row, place, f"0:{len(text)}"])
                    clusters.append((f"{grouping}-{k}", field))
        (folder / "clusters" / "opt").mkdir(parents=True, exist_ok=True)
        lines = "".join("\t".join(row) + "\n" for row in clusters)
        (folder / "clusters" / "opt" / f"{word}.csv").write_text(lines)
    judged = folder / "stats" / "opt" / "stats_groupings.csv"
    judged.parent.mkdir(parents=True)
    rows = [f"{word}\t1_2\t{int(share >= 0.25)}\t{share}\n" for word, share in MOVED.items()]
    judged.write_text("lemma\tgrouping\tchange_binary\tchange_graded\n" + "".join(rows))
    return folder


@pytest.fixture(scope="module")
def semeval(tmp_path_factory):
    """Write a folder as SemEval-2020 Task 1 has it: one corpus plain, one gzipped."""
    folder, rng = tmp_path_factory.mktemp("semeval"), np.random.default_rng(1)
    for number in (1, 2):
        lines = [
            " ".join(passage(rng, f"{word}_nn", field_of(rng, word, number == 2)))
            for word in MOVED
            for _ in range(uses(word, str(number)))
        ]
        text = "\n".join(rng.permutation(lines)) + "\n"
        place = folder / f"corpus{number}" / "lemma"
        place.mkdir(parents=True)
        if number == 1:
            (place / "one.txt").write_text(text)
        else:
            (place / "two.txt.gz").write_bytes(gzip.compress(text.encode()))
    (folder / "targets.txt").write_text("".join(f"{word}_nn\n" for word in MOVED))
    (folder / "truth").mkdir()
    for name, value in (("graded", float), ("binary", lambda share: int(share >= 0.25))):
        lines = [f"{word}_nn\t{value(share)}\n" for word, share in MOVED.items()]
        (folder / "truth" / f"{name}.txt").write_text("".join(lines))
    return folder


@pytest.fixture(params=["dwug", "semeval"])
def benchmark(request):
    """Give either folder."""
    return request.getfixturevalue(request.param)


def test_the_figures_are_those_of_scipy(benchmark):
    """Spearman, its interval, AUC and accuracy equal a second computation, word by word."""
    found = evaluate(benchmark, metrics=METRICS)
    assert found.table.columns == list(EVALUATE_COLUMNS)
    for row in found.table.iter_rows(named=True):
        words = found.evidence.filter(metric=row["metric"]).drop_nulls("value")
        value, graded, binary = (words[name].to_numpy() for name in ("value", "graded", "binary"))
        assert row["n"] == len(words) == len(MOVED)
        assert row["spearman"] == pytest.approx(stats.spearmanr(value, graded).statistic)
        u = stats.mannwhitneyu(value[binary == 1], value[binary == 0]).statistic
        assert row["auc"] == pytest.approx(u / ((binary == 1).sum() * (binary == 0).sum()))
        right = sum((v > value.mean()) == (b == 1) for v, b in zip(value, binary, strict=True))
        assert row["accuracy"] == pytest.approx(right / len(value))
        drawn = np.random.default_rng(7).integers(len(value), size=(2000, len(value)))
        some = [
            stats.spearmanr(value[k], graded[k]).statistic
            for k in drawn
            if len(set(value[k])) > 1 and len(set(graded[k])) > 1
        ]
        assert (row["low"], row["high"]) == pytest.approx(tuple(np.quantile(some, [0.025, 0.975])))


def test_planted_change_is_put_in_order(benchmark):
    """The words that moved further have the larger distances."""
    table = evaluate(benchmark, metrics=("cosine", "apd")).table
    assert (table["spearman"].to_numpy() > 0.8).all()
    assert (table["auc"].to_numpy() == 1).all()


def test_a_value_is_that_of_its_contexts_written_out(semeval):
    """The plain cosine distance of one word, from a loop over its contexts."""
    found = evaluate(semeval, metrics=("prt",))
    corpus = found.series.corpus
    space = fit("ppmi", corpus, language="en", seed=7)
    hits = find('"farrowby_nn"', corpus)
    sums = {"corpus1": np.zeros(space.vectors.shape[1]), "corpus2": 0.0}
    index = corpus.index
    for row, place, n in zip(hits.document, hits.position, hits.length, strict=True):
        start, stop = index.offsets[row], index.offsets[row + 1]
        total, weight = 0.0, 0.0
        for other in range(max(start, place - 10), min(stop, place + n + 10)):
            at = space.row_of_type[index.ids[other]]
            if at >= 0 and not place <= other < place + n:
                total = total + float(space.weights[at]) * space.vectors[at].astype(float)
                weight += float(space.weights[at])
        side = corpus.documents["id"][int(row)].split("/")[0]
        sums[side] = sums[side] + total / weight - space.centre
    a, b = sums.values()
    expected = 1 - a @ b / np.linalg.norm(a) / np.linalg.norm(b)
    (value,) = found.evidence.filter(word="farrowby_nn")["value"]
    assert value == pytest.approx(expected, abs=1e-4)


def test_spaces_by_slice_and_from_files_are_compared_too(dwug, tmp_path):
    """A benchmark takes every space that drift takes."""
    space = tmp_path / "glove.txt"
    rng = np.random.default_rng(3)
    middle = {side: rng.normal(size=8) for side in FIELDS}
    space.write_text(
        "".join(
            f"{word} {' '.join(map(str, middle[side] + 0.1 * rng.normal(size=8)))}\n"
            for side, words in FIELDS.items()
            for word in words
        )
    )
    found = evaluate(dwug, spaces=("referencing", f"pretrained:{space}"), metrics=("cosine",))
    assert found.table["space"].to_list() == ["referencing", "pretrained"]
    assert (found.table["spearman"].to_numpy() > 0.6).all()
    assert any("cover" in doubt for doubt in found.doubts)


def test_without_statistics_change_is_that_of_the_clusters(dwug, tmp_path):
    """Graded change is the Jensen-Shannon distance of the shares, as scipy has it."""
    copied = tmp_path / "copy"
    for path in dwug.rglob("*.csv"):
        if "stats" not in path.parts:
            (copied / path.relative_to(dwug)).parent.mkdir(parents=True, exist_ok=True)
            (copied / path.relative_to(dwug)).write_bytes(path.read_bytes())
    found = evaluate(copied, metrics=("cosine",))
    assert found.table["auc"].null_count() == 1
    for word, graded in found.evidence.select("word", "graded").iter_rows():
        lines = (copied / "clusters" / "opt" / f"{word}.csv").read_text().splitlines()[1:]
        cells = [line.split("\t") for line in lines]
        shares = [
            [sum(i.startswith(g) and c == name for i, c in cells) for name in NAMES] for g in "12"
        ]
        assert graded == pytest.approx(jensenshannon(*shares, base=2), abs=1e-9)


def test_damaged_inputs_cost_themselves_only(dwug, tmp_path, capsys):
    """A use without its place, and a word of one grouping, are listed; the command ends with 1."""
    copied = tmp_path / "copy"
    for path in dwug.rglob("*.csv"):
        (copied / path.relative_to(dwug)).parent.mkdir(parents=True, exist_ok=True)
        (copied / path.relative_to(dwug)).write_bytes(path.read_bytes())
    path = copied / "data" / "coldring" / "uses.csv"
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines, lines[1].replace("1-0", "9-9").rsplit("\t", 2)[0]]) + "\n")
    lone = copied / "data" / "lonely" / "uses.csv"
    lone.parent.mkdir()
    lone.write_text("\n".join(lines[:5]) + "\n")
    code = main(["evaluate", str(copied), "--metrics", "cosine", "--format", "json"])
    said = capsys.readouterr()
    assert code == 1
    (row,) = json.loads(said.out)
    assert (row["metric"], row["n"]) == ("cosine", len(MOVED))
    assert f"uses.csv:{len(lines) + 1}" in said.err
    assert "two groupings" in said.err


def test_what_is_no_benchmark_is_refused(semeval, tmp_path):
    """Folders, spaces and metrics that do not exist are named."""
    with pytest.raises(ReadError, match="no benchmark"):
        evaluate(tmp_path)
    with pytest.raises(UnknownNameError, match="metric"):
        evaluate(semeval, metrics=("cosin",))
    with pytest.raises(OptionError, match="level"):
        evaluate(semeval, level=2.0)
