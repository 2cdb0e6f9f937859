"""What the package stands on may be used by anybody: every licence is known, and a free one."""

import re
from importlib.metadata import distributions

import pytest

# Permissive, or binding only whoever changes the library itself.
FREE = re.compile(
    r"\b(MIT|BSD|0BSD|ISC|Apache|PSF|Python Software Foundation|MPL|Mozilla|LGPL|Lesser General"
    r"|Unlicense|Zlib|CC0|HPND|Kiwi)\b",
    re.IGNORECASE,
)
BARRED = re.compile(
    r"\bA-?GPL|Affero|non-?commercial|\bNC\b|Commons Clause|SSPL|Business Source|Proprietary",
    re.IGNORECASE,
)
INSTALLED = sorted(distributions(), key=lambda one: one.name.lower())


def licence_of(distribution):
    """Give what a distribution says of its licence: expression, classifiers, else a first line.

    Some put the whole text where its name should stand; the title is its first line.
    """
    said = distribution.metadata
    classes = [one for one in said.get_all("Classifier") or [] if one.startswith("License")]
    title = (said.get("License") or "").strip().partition("\n")[0]
    files = (distribution.read_text(f"{place}LICENSE") for place in ("", "licenses/"))
    first = next((text.strip().partition("\n")[0] for text in files if text), "")
    return said.get("License-Expression") or "; ".join(classes) or title or first


@pytest.mark.parametrize("distribution", INSTALLED, ids=lambda one: one.name)
def test_every_licence_is_free(distribution):
    """No AGPL, none that bars trade, none unknown, in all that is installed for work and tests."""
    licence = licence_of(distribution)
    assert FREE.search(licence), f"{distribution.name}: {licence!r} is not known to be free"
    assert not BARRED.search(licence), f"{distribution.name}: {licence!r}"
