"""An archive in which a concept keeps other company in every decade, and texts that use it."""

import numpy as np

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document

DECADES = tuple(range(1900, 1960, 10))
FUNCTION = "the of and to in a that is for it as with was on be by this are".split()


class World:
    """Words of a world: topics of their own, and words of everywhere."""

    def __init__(self, seed, n_topics=14, n_words=40):
        self.rng = np.random.default_rng(seed)
        syllables = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
        made = set()
        while len(made) < 1200 + n_topics * n_words:
            made.add("".join(self.rng.choice(syllables, 3)))
        names = sorted(made)
        self.rng.shuffle(names)
        self.topics = [names[k * n_words : (k + 1) * n_words] for k in range(n_topics)]
        everywhere = FUNCTION + names[n_topics * n_words :]
        self.everywhere = np.array(everywhere)
        usual = 1 / (np.arange(len(everywhere)) + 3.0)
        self.usual = usual / usual.sum()

    def words(self, n, topic=None, share=0.4):
        """Write `n` words, a share of them of one topic."""
        text = self.rng.choice(self.everywhere, n, p=self.usual).tolist()
        if topic is not None:
            for k in np.flatnonzero(self.rng.random(n) < share).tolist():
                text[k] = str(self.rng.choice(self.topics[topic]))
        return text

    def uses(self, n, topic):
        """Write `n` passages that use the concept in the company of a topic."""
        passages = []
        for _ in range(n):
            left, right = self.words(10, topic), self.words(10, topic)
            passages.append([*self.words(6), *left, "people's", "war", *right, *self.words(6)])
        return passages

    def document(self, year, topic, n_uses):
        """Write a document about two topics of its own, with some uses."""
        own = self.rng.integers(0, len(self.topics), 2).tolist()
        parts = [self.words(60, one) for one in own] + self.uses(n_uses, topic)
        self.rng.shuffle(parts)
        text = " ".join(word for part in parts for word in part)
        return text, year + int(self.rng.integers(0, 10))


def archive(seed, per_decade=60, generations=None):
    """Make an archive: in decade k three uses in four are of topic k, the others of topic 6.

    Forty authors write in all decades; with `generations`, as many authors write in each decade,
    half of them in the next one, too.
    """
    world = World(seed)
    documents = []
    for k, decade in enumerate(DECADES):
        for n in range(per_decade):
            topic = k if world.rng.random() < 0.75 else len(DECADES)
            text, year = world.document(decade, topic, int(world.rng.integers(0, 4)))
            author = f"a{world.rng.integers(0, 40)}"
            if generations:
                author = f"a{k * generations // 2 + world.rng.integers(0, generations)}"
            name = f"{decade}-{n}"
            documents.append(
                Document(name, text, parse_date(str(year)), author=author, language="en")
            )
    return world, Corpus.from_documents(documents)


def target(world, topic, n_uses=6):
    """Write a text that uses the concept in the company of a topic; None is everyday words."""
    parts = [world.words(80), *world.uses(n_uses, topic), world.words(80)]
    return Document(
        "target", " ".join(w for part in parts for w in part), parse_date("1975"), language="en"
    )


def topical_archive(seed, per_decade=40):
    """Make an archive whose documents have two subjects: that of the decade in six of ten, others.

    Topics 0 to 5 belong to a decade each, 6 to 11 to none; 12 and 13 stand nowhere.
    """
    world = World(seed)
    documents = []
    for k, decade in enumerate(DECADES):
        for n in range(per_decade):
            first = k if world.rng.random() < 0.6 else int(world.rng.integers(6, 12))
            text = about(world, (first, int(world.rng.integers(6, 12))))
            year = parse_date(str(decade + int(world.rng.integers(0, 10))))
            documents.append(Document(f"{decade}-{n}", text, year, language="en"))
    return world, Corpus.from_documents(documents)


def about(world, topics, share=0.4):
    """Write a text of 60 to 180 words on each of its topics; None is everyday words."""
    parts = [world.words(int(world.rng.integers(60, 180)), one, share) for one in topics]
    return " ".join(word for part in parts for word in part)
