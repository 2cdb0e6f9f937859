"""Where a text comes from: its concepts, words and phrases traced through an archive."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import polars as pl

from toolkit.concepts.concept import Concept
from toolkit.concepts.lexicon import Lexicon
from toolkit.concepts.lexicon import lexicon as read_lexicon
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.documents import Document
from toolkit.corpus.sliced import Slices
from toolkit.corpus.slices import slices as make_slices
from toolkit.errors import OptionError, ProvenanceError, ShapeError
from toolkit.provenance import Provenance
from toolkit.spaces.base import Space, main_language
from toolkit.spaces.fit import fit
from toolkit.topics.base import TopicModel
from toolkit.traces.concepts import Sought, sought
from toolkit.traces.following import Setting, follow, tables
from toolkit.traces.judged import Asked
from toolkit.traces.novel import NOVEL_SCHEMA, new_passages
from toolkit.traces.resemblance import TARGET_USAGES
from toolkit.traces.reuse import reuse
from toolkit.traces.shared_formulas import SHARED_SCHEMA, shared_formulas
from toolkit.traces.target import Target, target_of
from toolkit.traces.trace_table import Trace


def trace(
    target: str | Path | Document,
    corpus: Corpus,
    *,
    lexicon: Lexicon | str | Path | None = None,
    date: str | None = None,
    slices: Slices | None = None,
    phrases: int = 20,
    add: Iterable[Concept | str] = (),
    drop: Iterable[str] = (),
    merge: Mapping[str, Iterable[str]] | None = None,
    formulas: bool = True,
    topics: TopicModel | None = None,
    space: str | Space = "ppmi",
    window: int = 10,
    unit: str = "auto",
    level: float = 0.95,
    permutations: int = 999,
    seed: int = 7,
) -> Trace:
    """Trace a text through an archive: its concepts, whose words they are, whom it speaks like.

    Parameters
    ----------
    target : path, str or Document
        The text, or where there is no such file the id of a document of the archive. A document
        that stands in the archive is left out of what it is compared with.
    corpus : Corpus
        The archive.
    lexicon : Lexicon, name or path, optional
        Its concepts are traced, those that the target lacks too; its points order the result.
    date : str, optional
        Of the target, as `parse_date` reads it; else that of the document or of the file name.
    slices : Slices, optional
        Periods of the archive; without them decades.
    phrases : int
        Key phrases of the target that are traced beside the concepts, at most.
    add : iterable of Concept or str
        Further concepts, or patterns that make one.
    drop : iterable of str
        Concepts or phrases that are not traced.
    merge : mapping of str to names, optional
        New name to the concepts or phrases that become one under it.
    formulas : bool
        Look for formulas of the archive in the target; the archive's are found first, which takes
        five to ten core-seconds a million words.
    topics : TopicModel, optional
        Of the archive, made by `fit`: the topics of the text are compared, too.
    space : str or Space
        Where usages are compared; fitted if it is a name.
    window : int
        Words on either side that make a usage.
    unit : str
        What is exchanged between slices, as in `drift`.
    level : float
        Of intervals and claims.
    permutations : int
        Exchanges for each pair of slices; more are taken where very many pairs are compared.
    seed : int
        Of all draws.

    Returns
    -------
    Trace

    Raises
    ------
    OptionError, ProvenanceError
        If an option lies outside what is allowed, slices or topics belong to another corpus, or
        topics were merged or dropped, or move over time.
    ReadError, DateError
        If the target cannot be read, holds more than one text, or its date is not understood.
    UnknownNameError
        If a name to be dropped or merged is none of the concepts.

    Notes
    -----
    Range: resemblance about -1 to 1, 0 is the archive at large. With fewer than three uses in the
    target, or fewer than five units in a slice, a usage is not compared; counts stay.
    Source: Green et al. 2025, doi:10.1017/pan.2024.22; Holm 1979, A Simple Sequentially Rejective
    Multiple Test Procedure; Rayson & Garside 2000, doi:10.3115/1117729.1117730.
    """
    _check(phrases, permutations, window, level)
    chosen = target_of(target, corpus, date)
    parts = _sliced(chosen, slices)
    _check_topics(topics, corpus)
    known = read_lexicon(lexicon) if isinstance(lexicon, str | Path) else lexicon
    wanted = sought(chosen, known, phrases, add, drop, merge)
    fitted = _space(chosen, space, seed)
    asked = (
        Asked(corpus, fitted, parts, window, unit, level, permutations, seed) if fitted else None
    )
    setting = Setting(chosen, asked, parts, topics, level, seed)
    found = reuse(corpus, chosen.document, date=date)
    followed = {one.name: follow(setting, one) for one in wanted.every}
    settings = {
        **{"target": chosen.document.id, "lexicon": known.name if known else "none"},
        **{"phrases": phrases, "window": window, "unit": unit, "level": level},
        "permutations": permutations,
        **(_of_topics(topics) if topics else {}),
    }
    return Trace(
        name=chosen.document.title or chosen.document.id,
        text=chosen.text,
        language=chosen.language,
        date=chosen.document.date.text if chosen.document.date else "",
        **tables(setting, wanted, followed, found.table),
        reuse=found,
        formulas=shared_formulas(chosen, seed) if formulas else pl.DataFrame(schema=SHARED_SCHEMA),
        novelty=_novelty(setting),
        sentences={name: one.sentence for name, one in followed.items()},
        points=dict(known.points) if known else {},
        level=level,
        doubts=(*found.doubts, *_doubts(setting, wanted)),
        provenance=Provenance(corpus.hash, settings, seed, dated=corpus.dated),
    )


def _check(phrases: int, permutations: int, window: int, level: float) -> None:
    if phrases < 0 or permutations < 1 or window < 1 or not 0 < level < 1:
        msg = (
            f"phrases {phrases}, permutations {permutations}, window {window}, level {level}; give "
            "0 phrases or more, 1 permutation or more, 1 word or more, a level between 0 and 1."
        )
        raise OptionError(msg)


def _check_topics(topics: TopicModel | None, corpus: Corpus) -> None:
    if topics is not None and topics.corpus.hash != corpus.hash:
        msg = "the topics were fitted on another corpus; fit them on the archive."
        raise ProvenanceError(msg)


def _of_topics(topics: TopicModel) -> dict[str, object]:
    made = topics.provenance
    settings = {f"topics {name}": value for name, value in made.settings.items()}
    return {**settings, "topics seed": made.seed}


def _sliced(target: Target, slices: Slices | None) -> Slices:
    """Slice the archive; the target, if it stands there, lies in no slice."""
    corpus = target.archive
    if slices is not None:
        if slices.corpus.hash != corpus.hash:
            msg = "the slices were made from another corpus; make them with slices(corpus, …)."
            raise ProvenanceError(msg)
        return slices
    if target.row is None:
        return make_slices(corpus)
    return make_slices(corpus, where=pl.col("id") != target.document.id)


def _space(target: Target, space: str | Space, seed: int) -> Space | None:
    """Fit the space in the language of the target; None where the archive is too small for one."""
    if isinstance(space, Space):
        return space
    held = target.language in target.archive.languages
    language = target.language if held else main_language(target.archive)
    try:
        return fit(space, target.archive, language=language, seed=seed)
    except ShapeError:
        return None


def _novelty(setting: Setting) -> pl.DataFrame:
    """Find new passages; no row where there is no space to compare them in."""
    if setting.asked is None:
        return pl.DataFrame(schema=NOVEL_SCHEMA)
    return new_passages(setting.target, setting.asked.space, setting.level, setting.seed)


def _doubts(setting: Setting, wanted: Sought) -> tuple[str, ...]:
    said = []
    if setting.asked is None:
        said.append(
            "the archive is too small for a space; neither resemblance nor novelty is judged"
        )
    counted = wanted.places.group_by("concept").len()
    few = counted.filter(pl.col("len") < TARGET_USAGES)
    if len(few):
        said.append(
            f"{len(few)} concepts stand fewer than {TARGET_USAGES} times in the target; how it "
            "uses them is not compared, the text as a whole is"
        )
    if setting.topics:
        said += [f"topics: {doubt}" for doubt in setting.topics.doubts]
    if setting.target.row is not None:
        said.append("the target stands in the archive and is left out of what it is compared with")
    return tuple(said)
