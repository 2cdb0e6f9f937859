"""A corpus on its way to another process: its folder travels, not its texts."""

from functools import lru_cache
from pathlib import Path

from toolkit.corpus.corpus import Corpus
from toolkit.errors import CorpusError


@lru_cache(maxsize=8)
def opened(path: Path, content: str) -> Corpus:
    """Open a corpus folder once in a process; its arrays are shared with all that map them.

    Parameters
    ----------
    path : Path
        The folder, as it is called on this machine too.
    content : str
        The hash of the corpus that was sent.

    Raises
    ------
    CorpusError
        If another corpus stands there by now, or none.
    """
    corpus = Corpus.open(path)
    if corpus.hash != content:
        msg = f"{path}: holds another corpus than the one that was sent here; open it again"
        raise CorpusError(msg)
    return corpus
