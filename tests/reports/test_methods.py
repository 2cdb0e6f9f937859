"""Methods: what was used is described, every work cited is listed, no other."""

import re

from toolkit.reports.methods import METRICS, REFERENCES, SPACES, paragraphs, references


def test_every_citation_is_listed_in_full_and_no_other(made):
    """Names with a year in the text are exactly the works in the list."""
    texts = paragraphs([made.drift_series(), made.frequency_series(), made.neighbour_table()])
    cited = set(re.findall(r"[A-Z]\w+(?: (?:et al\.|& [A-Z]\w+))? \d{4}", " ".join(texts)))
    assert cited == {short for short in REFERENCES if REFERENCES[short] in references(texts)}


def test_only_what_was_used_is_described(made):
    """A page of frequencies says nothing of spaces."""
    texts = paragraphs([made.frequency_series()])
    assert len(texts) == 1
    assert references(texts) == [REFERENCES["Cochran 1977"]]


def test_works_of_all_spaces_and_metrics_are_known():
    """Whatever can be cited stands among the references."""
    for text in (*METRICS.values(), *SPACES.values()):
        assert references([text])
