"""Where the files that travel with the package lie: lexicons, sources, registries of corpora."""

from pathlib import Path

from toolkit.errors import UnknownNameError

# An installed wheel carries them in toolkit/data; an editable install finds them beside toolkit/.
_HERE = Path(__file__).parent
_PLACES = (_HERE / "data", _HERE.parent / "data")


def data_path(*parts: str) -> Path:
    """Return the path of a shipped file or folder.

    Parameters
    ----------
    *parts : str
        Steps below the data folder, such as ``"lexicons", "manifesto.toml"``; none is the
        data folder itself.

    Returns
    -------
    pathlib.Path
        An existing file or folder.

    Raises
    ------
    UnknownNameError
        If nothing of that name is shipped.

    Examples
    --------
    >>> data_path("lexicons").name
    'lexicons'
    """
    for place in _PLACES:
        found = place.joinpath(*parts)
        if found.exists():
            return found
    wanted = "/".join(parts) or "data"
    msg = (
        f"no file {wanted!r} travels with this package; "
        "allowed are the files under data/; reinstall the package if one is missing."
    )
    raise UnknownNameError(msg)
