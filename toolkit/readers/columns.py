"""Which column is the text, which the date: as told, or guessed from the usual names and said."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.corpus.documents import COLUMNS
from toolkit.corpus.rules import USUAL as DATE
from toolkit.errors import ReadError, UnknownNameError
from toolkit.readers.base import ReadingReport, ReadOptions

# The usual names in order of preference, in the languages our users write tables in.
USUAL = {
    "text": "text texts fulltext body content contents speech transcript document paragraph "
    "passage article sentence texto contenido cuerpo discurso texte contenu corps discours inhalt "
    "volltext rede textinhalt testo contenuto discorso conteudo conteúdo corpo текст содержание "
    "речь metin icerik içerik konusma konuşma tekst tresc treść besedilo tekst 正文 内容 文本",
    "date": "date datepublished publicationdate pubdate published publishedat dateofpublication "
    "datetime timestamp createdat created day year publicationyear pubyear yearofpublication "
    "decade fecha data datum erscheinungsdatum date de publication jahr erscheinungsjahr "
    "année annee año ano anno дата год tarih yıl yil rok leto jaar 日期 年份 年",
    "id": "id docid documentid textid identifier identificador kennung identifiant uid uuid "
    "speechid recordid filename filepath doi handle номер",
    "title": "title headline heading titel titre titulo título titolo название заголовок başlık "
    "baslik naslov tytuł tytul 标题 题目",
    "author": "author authors creator writer speaker president byline name autor autora auteur "
    "autore verfasser redner orador автор оратор yazar konuşmacı avtor 作者",
    "language": "language lang languagecode idioma lengua sprache langue lingua язык dil jezik "
    "język jezyk 语言",
}
# What the columns of the dates are called that `dated_by` may name.
DATED = {
    "written": "datewritten written yearwritten dateofwriting composed datecomposed delivered",
    "published": "datepublished published firstpublished datefirstpublished yearpublished "
    "publicationdate publicationyear dateofpublication yearofpublication pubdate pubyear",
    "edition": "dateedition editiondate editionyear yearedition",
}
RESERVED = {*COLUMNS, "n_tokens", "text_hash", "text"}


@dataclass(frozen=True, slots=True)
class Columns:
    """The column of each role, None where a table has none, and new names of variables."""

    text: str
    date: str | None
    id: str | None
    title: str | None
    author: str | None
    language: str | None
    roles: frozenset[str]

    def variable(self, column: str) -> str:
        """Name of a further column as a document variable; never that of a corpus column."""
        return f"given_{column}" if column in RESERVED else column


def plain(name: str) -> str:
    """Reduce a column name to what counts: ``Full_Text`` and ``fulltext`` are one.

    Examples
    --------
    >>> plain("Publication-Year ")
    'publicationyear'
    """
    return re.sub(r"[\W_]+", "", name.casefold())


def holds_date(column: str, kind: str) -> bool:
    """Tell whether a column, or a document variable, holds a date of this kind.

    Examples
    --------
    >>> holds_date("First_Published", "published"), holds_date("year_of_print", "year_of_print")
    (True, True)
    """
    return column == kind or plain(column) in DATED.get(kind, "").split()


def choose_columns(
    header: Sequence[str],
    name: str,
    options: ReadOptions,
    report: ReadingReport,
    *,
    with_text: bool = True,
) -> Columns:
    """Find the column of every role: the one named, else the first usual name there is.

    Parameters
    ----------
    header : sequence of str
        Names of the columns.
    name : str
        Name of the table, for messages.
    options, report
        What the caller says; where it is said what was guessed.
    with_text : bool
        False for a table that only describes texts which are elsewhere.

    Raises
    ------
    UnknownNameError
        If a column was named that the table has not.
    ReadError
        If no column looks like the text.
    """
    asked = {role: getattr(options, role) for role in USUAL}
    asked |= {"date": options.sequence or options.date} | ({} if with_text else {"text": ""})
    chosen: dict[str, str | None] = {
        role: _named(column, role, header, name) for role, column in asked.items() if column
    }
    dates = _dates(header, options)
    free = [c for c in header if c not in chosen.values() and c not in dates]
    guessed = []
    for role in USUAL:
        # An empty name says that there is no such column: id="" numbers the rows.
        if role in chosen or asked[role] == "":
            continue
        found = _usual(role, free)
        if found is not None:
            chosen[role] = found
            free.remove(found)
            guessed.append(f"{role} from column {found!r}")
    if with_text and "text" not in chosen:
        msg = (
            f"{name}: no column looks like the text; name one of {_shown(header)} with text=, "
            "or give the table as metadata= if it describes text files."
        )
        raise ReadError(msg)
    if guessed:
        report.note(name, f"{', '.join(guessed)}.")
    if "date" not in chosen and not dates:
        report.note(name, f"no column looks like the date; name one of {_shown(free)} with date=.")
    for column in free:
        if column in RESERVED:
            report.note(name, f"column {column!r} is kept as variable 'given_{column}'.")
    return Columns(
        text=chosen.get("text") or "",
        date=chosen.get("date"),
        id=chosen.get("id"),
        title=chosen.get("title"),
        author=chosen.get("author"),
        language=chosen.get("language"),
        roles=frozenset(column for column in chosen.values() if column and column not in dates),
    )


def _dates(header: Sequence[str], options: ReadOptions) -> list[str]:
    """Find the dates that `dated_by` names: no dates of other kinds, and kept as variables."""
    kinds = [kind for kind in options.dated_by if kind != DATE]
    return [column for column in header if any(holds_date(column, kind) for kind in kinds)]


def _named(asked: str, role: str, header: Sequence[str], name: str) -> str:
    """Find the column the caller named; capitals and underscores may differ if one only fits."""
    if asked in header:
        return asked
    alike = [column for column in header if plain(column) == plain(asked)]
    if len(alike) == 1:
        return alike[0]
    msg = f"{name}: no column {asked!r} for the {role}; it has {_shown(header)}: name one of these."
    raise UnknownNameError(msg)


def _usual(role: str, free: Sequence[str]) -> str | None:
    """Find the free column with the most usual name of a role."""
    by_name: dict[str, str] = {}
    for column in free:
        by_name.setdefault(plain(column), column)
    return next((by_name[name] for name in USUAL[role].split() if name in by_name), None)


def _shown(names: Sequence[str]) -> str:
    """List names for a message of one line."""
    short = [repr(name if len(name) <= 40 else name[:39] + "…") for name in names[:20]]
    more = f" … ({len(names)} in all)" if len(names) > 20 else ""
    return ", ".join(short) + more or "none"
