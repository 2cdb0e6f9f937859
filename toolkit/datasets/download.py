"""Bringing one file from the net: resumed where it was cut, with one line for what went wrong."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from toolkit.errors import ReadError

if TYPE_CHECKING:
    import requests

Tell = Callable[[int], None]

# Base of all addresses; the variable names a mirror with the same layout. Proxies are taken from
# HTTPS_PROXY and NO_PROXY, as by most programs.
BASE, MIRROR = "https://github.com", "RHETORIC_MIRROR"
CACHE = "RHETORIC_CACHE"
ATTEMPTS, WAIT = 3, 30
_BLOCK = 1 << 18
_NOT_THERE, _WHOLE, _PART, _PAST_END = 404, 200, 206, 416


def base() -> str:
    """Give the base of all addresses."""
    return os.environ.get(MIRROR) or BASE


def cache_folder() -> Path:
    """Give the folder where brought files stay: that of the system, or RHETORIC_CACHE."""
    import pooch

    return Path(os.environ.get(CACHE) or pooch.os_cache("rhetoric"))


def bring(name: str, url: str, tell: Tell | None = None) -> Path:
    """Bring a file into the cache; what came of an earlier attempt is not brought again.

    Parameters
    ----------
    name : str
        Of the file in the cache.
    url : str
        Where it is.
    tell : callable, optional
        Told the bytes that are there from time to time.

    Returns
    -------
    Path

    Raises
    ------
    ReadError
        If it cannot be had; one line says why. What came stays, to be gone on with.
    """
    import pooch
    import requests

    pooch.get_logger().setLevel("ERROR")
    folder = cache_folder()
    part = folder / f"{name}.part"
    keeper = pooch.create(
        path=folder,
        base_url="",
        registry={name: None},
        urls={name: url},
        retry_if_failed=ATTEMPTS - 1,
    )

    def download(address: str, target: Any, _: object) -> None:  # noqa: ANN401  # pooch's protocol
        _resume(address, part, tell)
        part.replace(target)

    try:
        return Path(keeper.fetch(name, downloader=download))
    except requests.HTTPError as error:
        answer = cast("requests.Response", error.response)
        why = f"the server answers {answer.status_code} {answer.reason}"
        raise _refused(url, why) from error
    except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError) as error:
        raise _refused(url, "cannot be reached, or broke off; is there a network?") from error
    except requests.RequestException as error:
        raise _refused(url, f"was not brought ({type(error).__name__})") from error


def _resume(url: str, part: Path, tell: Tell | None) -> None:
    """Bring what is missing of a file."""
    import requests

    have = part.stat().st_size if part.exists() else 0
    headers = {"Range": f"bytes={have}-"} if have else {}
    with requests.get(url, headers=headers, stream=True, timeout=WAIT) as answer:
        if have and answer.status_code == _PAST_END:
            # What lies there is no beginning of this file.
            part.unlink()
            _resume(url, part, tell)
            return
        answer.raise_for_status()
        mode = "ab" if answer.status_code == _PART else "wb"
        part.parent.mkdir(parents=True, exist_ok=True)
        with part.open(mode) as stream:
            for block in answer.iter_content(_BLOCK):
                stream.write(block)
                if tell:
                    tell(stream.tell())


def _refused(url: str, why: str) -> ReadError:
    return ReadError(
        f"{url}: {why}; try again to go on where it stopped, or name a mirror with {MIRROR}."
    )
