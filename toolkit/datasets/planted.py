"""An invented archive, made from a seed, in which what moves and what does not is known."""

from dataclasses import dataclass, replace

import polars as pl

from toolkit.corpus.documents import Document
from toolkit.datasets.archive import Archive
from toolkit.datasets.settings import PlantedSettings
from toolkit.datasets.truth import truth_beside, truth_table
from toolkit.errors import OptionError

FEWEST = 50


@dataclass(frozen=True, slots=True, eq=False)
class Planted:
    """An invented archive and the truth about it.

    Attributes
    ----------
    documents : list of Document
        In order of time, with title, author, source and the variables genre, school and place.
    truth : polars.DataFrame
        One row per concept; see `toolkit.datasets.truth.truth_table`.
    uses : polars.DataFrame
        One row per planted use: ``id``, ``concept``, ``field``, ``year``, ``school``, ``genre``.
    settings : PlantedSettings
        What it was made from.
    seed : int
        Together with `settings` it gives the same bytes again.
    """

    documents: list[Document]
    truth: pl.DataFrame
    uses: pl.DataFrame
    settings: PlantedSettings
    seed: int

    def beside(self, findings: pl.DataFrame) -> pl.DataFrame:
        """Put findings beside the truth, as `toolkit.datasets.truth.truth_beside` says.

        Returns
        -------
        polars.DataFrame
        """
        return truth_beside(self.truth, findings)

    def __repr__(self) -> str:
        return (
            f"Planted(seed={self.seed}: {len(self.documents)} documents, "
            f"{self.settings.first}–{self.settings.stop - 1}, {self.truth.height} concepts, "
            f"{self.uses.height} planted uses)"
        )


def planted_archive(
    *, seed: int = 7, documents: int | None = None, settings: PlantedSettings | None = None
) -> Planted:
    """Invent an archive whose truth is known.

    Pamphlets, speeches, newspapers, minutes and letters of an invented country, in English
    sentences from frames. Documents are log-normal in length, authors and documents have topics
    of their own (Dirichlet), documents repeat themselves (Hoppe's urn), concepts come in clumps
    (negative binomial), and the background drifts: fields, words and what stands beside what.
    Sentences on a concept draw their words with weights that never drift, from a field that
    changes only as planted; so the truth about a concept that does nothing is 0.

    Parameters
    ----------
    seed : int
        Everything changes with it: names, words, authors, which concept does what and when.
    documents : int, optional
        Number of documents, at least 50; without it that of `settings`.
    settings : PlantedSettings, optional
        The parameters.

    Returns
    -------
    Planted

    Raises
    ------
    OptionError
        If fewer than 50 documents are asked for.

    Notes
    -----
    Cost: about 3 s for a million tokens.

    Examples
    --------
    >>> archive = planted_archive(seed=7, documents=60)
    >>> len(archive.documents), archive.truth["kind"][0]
    (60, 'sudden')
    """
    settings = settings or PlantedSettings()
    if documents is not None:
        settings = replace(settings, documents=documents)
    if settings.documents < FEWEST:
        msg = f"documents {settings.documents}; an archive has at least {FEWEST}."
        raise OptionError(msg)
    archive = Archive(seed, settings)
    years = archive.years()
    archive.plant_rare(len(years))
    written = [archive.document(number, year) for number, year in enumerate(years)]
    return Planted(
        documents=sorted((document for document, _ in written), key=lambda one: one.id),
        truth=truth_table(archive.plans, archive.vocabulary.fields, settings),
        uses=pl.DataFrame(
            [row for _, rows in written for row in rows],
            schema=["id", "concept", "field", "year", "school", "genre"],
            orient="row",
        ),
        settings=settings,
        seed=seed,
    )
