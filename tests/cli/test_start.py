"""Start-up, help, wrong usage and interruption: before any verb does its work."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from toolkit.cli.app import VERBS
from toolkit.cli.main import main

HEAVY = ("gensim", "matplotlib", "scipy", "sklearn", "polars", "numpy", "rich")
FLAGS = ("--seed", "--quiet", "--strict", "--debug")
TABLE_VERBS = ("describe", "check", "kwic", "freq", "neighbours", "drift", "list")


@pytest.mark.parametrize("line", [["--help"], ["drift", "--help"], ["--version"], ["drfit"]])
def test_help_and_wrong_usage_load_nothing_heavy(line):
    """Help, version and a misspelt verb come at once: no library of numbers is imported."""
    code = (
        f"import sys; from toolkit.cli.main import main; main({line}); "
        f"print(sorted(set({HEAVY}) & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "[]"


def test_help_names_every_verb_and_the_exit_codes(rhetoric):
    """The first page shows what there is."""
    code, out, err = rhetoric("--help")
    assert (code, err) == (0, "")
    listed = re.findall(r"^  (\w+)  +\S", out.partition("Commands:")[2], re.MULTILINE)
    assert listed == list(VERBS)
    assert "130 interrupted" in out


def test_without_a_verb_nothing_is_done(rhetoric):
    """The bare command shows the help on stderr and exits 2."""
    code, out, err = rhetoric()
    assert (code, out) == (2, "")
    assert "Commands:" in err


@pytest.mark.parametrize("verb", VERBS)
def test_common_flags_are_spelt_alike(verb, rhetoric):
    """Every verb takes the common flags, every table verb --format and -o."""
    out = rhetoric(verb, "--help").out
    wanted = (*FLAGS, "--format", "-o,") if verb in TABLE_VERBS else FLAGS
    assert [flag for flag in wanted if flag not in out] == []


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_a_section_in_the_manual(verb):
    """Command line and manual are twins: each verb is a heading of docs/cli.md."""
    manual = Path(__file__).parents[2] / "docs" / "cli.md"
    headings = re.findall(r"^#+ (.*)$", manual.read_text("utf-8"), re.MULTILINE)
    assert any(re.search(rf"\b{verb}\b", heading) for heading in headings)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("drfit", "rhetoric: No such command 'drfit'. Did you mean 'drift'?"),
        ("drift", "drift: Missing argument 'C'"),
        ("freq c w --evry 3", "freq: No such option: --evry"),
        ("freq c w --every ten", "freq: Invalid value for '--every'"),
        ("kwic c w --format cvs", "format: no format named 'cvs'"),
        ("kwic c w -o t.doc", "t.doc: the suffix '.doc' names no format"),
        ("list metrcs", "kind of list: no kind of list named 'metrcs'"),
        ("figure drfit c w -o f.svg", "figure: no figure named 'drfit'"),
        ("report c w -o r.pdf", "r.pdf: a report is .html, .md"),
        ("read source", "read: where to?"),
        ("read source -o a --append b", "read: where to?"),
        ("read source --append b --force", "read: where to?"),
        ("describe nowhere.corpus", "nowhere.corpus: does not exist"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(line, says, rhetoric):
    """The line says which verb, what was given, and where to read on."""
    code, out, err = rhetoric(*line.split())
    assert (code, out) == (2, "")
    assert err.startswith(f"rhetoric: error: {says}")
    assert err.count("\n") == 1


def test_a_process_ends_with_the_code_of_its_verb(shell):
    """`python -m toolkit.cli` hands the exit code to the shell, and keeps stdout clean."""
    done = shell("describe", "nowhere.corpus")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1


def test_an_interrupt_is_one_line_and_130(monkeypatch, capsys):
    """Ctrl-C ends with 130 and one line, wherever the verb was."""
    from toolkit.cli import describe

    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(describe, "corpus_at", interrupted)
    assert main(["describe", "c"]) == 130
    assert capsys.readouterr() == ("", "rhetoric: interrupted; nothing was left half written.\n")


def test_an_interrupt_inside_exec_is_130_too():
    """Python would end by the signal itself if the interrupt met generated code; we do not."""
    code = (
        "import sys, toolkit.cli.app as app; app.run = lambda _: exec('raise KeyboardInterrupt');"
        "from toolkit.cli.main import main; sys.exit(main())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (130, 1)


def test_a_process_that_is_interrupted_leaves_nothing_behind(tmp_path):
    """SIGINT while reading: exit 130, one line, no corpus and no stale folder."""
    source, place = tmp_path / "large.csv", tmp_path / "c"
    source.write_text("text,date\n" + f"{'bread and peace ' * 200},1917\n" * 20_000)
    line = [sys.executable, "-m", "toolkit.cli", "read", str(source), "-o", str(place)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(line, **pipes) as run:
        while not [*place.glob("gen-*")]:  # from then on it is taking documents in
            assert run.poll() is None
            time.sleep(0.01)
        run.send_signal(signal.SIGINT)
        out, err = run.communicate(timeout=30)
    assert (run.returncode, out) == (130, "")
    assert err == "rhetoric: interrupted; nothing was left half written.\n"
    assert os.listdir(tmp_path) == ["large.csv"]


def test_a_reader_that_stops_early_is_no_error(archive):
    """`rhetoric kwic … | head -1` is quiet."""
    line = f"{sys.executable} -m toolkit.cli kwic {archive} freedom --format csv | head -1"
    done = subprocess.run(line, shell=True, capture_output=True, text=True, check=True)
    assert done.stdout == "id,date,start,stop,match,left,right\n"
    assert done.stderr == ""
