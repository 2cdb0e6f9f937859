"""What can be asked in a space that has one vector for a type and group of documents."""

import numpy as np

from toolkit.corpus.sliced import Slices
from toolkit.errors import OptionError, ProvenanceError
from toolkit.spaces.base import Space


def check_groups(
    space: Space, slices: Slices, *, center: str, unit: str, strata: str | None
) -> None:
    """Refuse settings that need single usages, and slices that cut through groups."""
    if center != "corpus" or unit != "auto" or strata is not None:
        msg = (
            f"center={center!r}, unit={unit!r}, strata={strata!r} in space {space.name!r}: its "
            "vectors are centred by group of documents and the groups are the unit; leave all "
            "three out."
        )
        raise OptionError(msg)
    groups = space.groups if space.groups is not None else np.empty(0, np.int64)
    found = [np.unique(groups[part.documents]) for part in slices]
    held = np.concatenate([np.empty(0, np.int64), *(names[names > 0] for names in found)])
    if len(np.unique(held)) < len(held) or len(held) < groups.max(initial=0):
        msg = (
            f"the space {space.name!r} was trained on other slices; fit it with "
            f"fit({space.name!r}, corpus, slices=slices)."
        )
        raise ProvenanceError(msg)
