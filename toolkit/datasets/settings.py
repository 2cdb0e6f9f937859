"""The one table of parameters that an invented archive is made from."""

from dataclasses import dataclass

# What is planted. "change": the company of the concept moves; "none": it does not;
# "mix": it moves only as the mix of authors or genres does; "unjudged": too little to tell.
EXPECTED = {
    "sudden": "change",
    "gradual": "change",
    "split": "change",
    "frequency": "none",
    "length": "none",
    "stable": "none",
    "thin": "none",
    "authors": "mix",
    "genre": "mix",
    "newborn": "none",
    "rare": "unjudged",
    "absent": "unjudged",
}


@dataclass(frozen=True, slots=True)
class PlantedSettings:
    """Parameters of an invented archive; everything drawn from them changes with the seed.

    Attributes
    ----------
    first, stop : int
        Years, half open; both begin a decade.
    documents : int
        Number of documents.
    median_tokens, spread, least, most
        Length of a document: log-normal with this median and this standard deviation of the
        logarithm, held between `least` and `most` tokens (before the last sentence is finished).
    authors, career, fame
        Number of authors; mean years of writing (gamma, shape 3); log-sd of their output.
    schools, school_share
        Names of the two schools; share of documents by the first at the start and at the end.
    genres
        For each genre its share of documents at the start and at the end.
    zipf, slang, urn
        Exponent of the word ranks in a field; sd of the change of a word's log weight from the
        middle to either end of the archive (background only); draws of a kind of word after
        which a document repeats itself in half of them (Hoppe's urn).
    topic_sd, topic_drift, topic_tilt, author_topics, document_topics
        Sd of the log prevalence of fields and of its change; concentration of a school's topics,
        of an author's and of a document's (Dirichlet; smaller is more its own).
    company, company_drift
        Share of openers and tails that come from a neighbouring field; how fast (log-odds from
        the middle to either end) one neighbour gives way to another: so ordinary words move.
    decade_sd
        Log-sd of the number of documents in a decade.
    rate, mix_rate, thin_rate, rare_uses, clumping
        Uses per 10,000 tokens of a concept (log-uniform), of one that schools or genres use
        differently, of a thin one; uses of a rare one in all; shape of the negative binomial
        count of a concept in a document (small is bursty).
    main, sides
        Share of a concept's uses in its main field and in each of its two lesser ones.
    author_tilt, document_mix, split_mix
        Shape of the gamma factors by which an author changes those shares; concentration of a
        document's own (Dirichlet), and of a document's where two senses compete.
    sudden_size, gradual_size, split_size, mix_size, length_share, fold
        Share of uses whose field moves (uniform in the range) at once or slowly; share of the
        second sense at the end; contrast of the two schools or genres; share of late uses that
        stand in any field; fold of a change of frequency.
    changes : (int, int)
        Changes begin with a decade between these years.
    planted : tuple of (kind, number)
        How many concepts of each kind.
    """

    first: int = 1900
    stop: int = 1990
    documents: int = 1600
    median_tokens: float = 440.0
    spread: float = 0.8
    least: int = 60
    most: int = 8000
    authors: int = 240
    career: float = 15.0
    fame: float = 0.5
    schools: tuple[str, str] = ("Hearth", "Beacon")
    school_share: tuple[float, float] = (0.82, 0.2)
    genres: tuple[tuple[str, float, float], ...] = (
        ("pamphlet", 0.16, 0.16),
        ("speech", 0.16, 0.16),
        ("newspaper", 0.12, 0.42),
        ("minutes", 0.16, 0.14),
        ("letter", 0.40, 0.12),
    )
    zipf: float = 1.0
    slang: float = 0.3
    urn: float = 15.0
    topic_sd: float = 0.4
    topic_drift: float = 0.25
    topic_tilt: float = 12.0
    author_topics: float = 12.0
    document_topics: float = 15.0
    company: float = 0.4
    company_drift: float = 0.8
    decade_sd: float = 0.2
    rate: tuple[float, float] = (6.0, 12.0)
    mix_rate: float = 16.0
    thin_rate: float = 2.2
    rare_uses: int = 8
    clumping: float = 0.8
    main: float = 0.6
    sides: tuple[float, float] = (0.25, 0.15)
    author_tilt: float = 8.0
    document_mix: float = 3.0
    split_mix: float = 1.5
    sudden_size: tuple[float, float] = (0.46, 0.56)
    gradual_size: tuple[float, float] = (0.36, 0.46)
    split_size: tuple[float, float] = (0.38, 0.5)
    mix_size: float = 0.6
    length_share: float = 0.35
    fold: float = 5.0
    changes: tuple[int, int] = (1930, 1960)
    planted: tuple[tuple[str, int], ...] = (
        ("sudden", 3),
        ("gradual", 2),
        ("split", 2),
        ("frequency", 3),
        ("authors", 2),
        ("genre", 1),
        ("length", 1),
        ("stable", 5),
        ("thin", 1),
        ("newborn", 1),
        ("rare", 1),
        ("absent", 1),
    )

    @property
    def decades(self) -> int:
        """Number of decades."""
        return (self.stop - self.first) // 10

    def when(self, year: int) -> float:
        """Where a year lies, from -1 at the start to 1 at the end."""
        return 2.0 * (year + 0.5 - self.first) / (self.stop - self.first) - 1.0
