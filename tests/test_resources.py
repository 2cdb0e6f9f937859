"""Shipped files: found in a source tree, refused when absent."""

import pytest

from toolkit.errors import UnknownNameError
from toolkit.resources import data_path


def test_a_shipped_folder_is_found():
    """The lexicons lie in a folder that exists wherever the package is installed."""
    assert data_path("lexicons").is_dir()


def test_what_is_not_shipped_is_refused():
    """A file that does not exist is named in the error, never returned as a path."""
    with pytest.raises(UnknownNameError, match="lexicons/no-such.toml"):
        data_path("lexicons", "no-such.toml")
