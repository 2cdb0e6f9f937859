"""Methods: what was used is described, every work cited is listed, no other."""

import re

from toolkit.reports.methods import METRICS, SPACES, paragraphs, references


def test_every_citation_is_listed_in_full_and_no_other(made):
    """Names with a year in the text are exactly the works in the list."""
    texts = paragraphs([made.drift_series(), made.frequency_series(), made.neighbour_table()])
    name = r"[A-Z]\w+"
    cited = re.findall(rf"{name}(?:, {name})*(?: et al\.| & {name})? \d{{4}}", " ".join(texts))
    listed = references(texts)
    assert len(listed) == len(set(cited))
    for short in cited:
        family, year = re.match(name, short)[0], short[-4:]
        assert [line for line in listed if line.startswith(family) and f" {year}. " in line]


def test_only_what_was_used_is_described(made):
    """A page of frequencies says nothing of spaces."""
    texts = paragraphs([made.frequency_series()])
    assert len(texts) == 1
    (listed,) = references(texts)
    assert listed.startswith("Cochran, William G. 1977. Sampling Techniques.")


def test_works_of_all_spaces_and_metrics_are_known():
    """Whatever can be cited stands among the references."""
    for text in (*METRICS.values(), *SPACES.values()):
        assert references([text])
