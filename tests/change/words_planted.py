"""Archives in which it is known which words a concept stands with, and when that changes."""

import numpy as np

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document

EARLY = ("plough", "barn", "harvest", "meadow")
LATE = ("rifle", "trench", "siege", "powder")
ALWAYS = ("seal", "clerk")
FILLER = [a + b + c for a in ("bar", "tol", "mer", "sun", "vik") for b in "aeiou" for c in "nrl"]


def archive(seed, *, moves, docs=30, slices=3, uses=3.0):
    """Write documents in which `charter` stands with farm words, after 1910 with words of war.

    How often it stands there varies from document to document (gamma), and each document has its
    own favourite words. Without `moves` every document draws its field anew, whatever its date.
    """
    rng = np.random.default_rng(seed)
    documents = []
    for decade in range(slices):
        for k in range(docs):
            late = decade > 0 if moves else rng.random() < 0.5
            own = rng.dirichlet(np.full(4, 2.0))
            words = list(rng.choice(FILLER, 160, p=rng.dirichlet(np.full(len(FILLER), 1.0))))
            for _ in range(1 + rng.poisson(rng.gamma(2.0, uses / 2.0))):
                near = rng.choice(LATE if late else EARLY, 2, p=own)
                place = int(rng.integers(len(words)))
                words[place:place] = [near[0], str(rng.choice(ALWAYS)), "charter", near[1]]
            for field in (EARLY, LATE):
                for word in rng.choice(field, rng.poisson(1.0)):
                    words.insert(int(rng.integers(len(words))), str(word))
            year = str(1900 + 10 * decade + int(rng.integers(10)))
            name = f"{decade}-{k:03}"
            documents.append(Document(name, " ".join(words), parse_date(year), author=f"a{name}"))
    return Corpus.from_documents(documents)
