"""Spaces: one vector for every type, and through them one for every usage."""

from typing import Any

from toolkit.registry import Registry

SPACES: Registry[Any] = Registry(
    "space",
    {
        "ppmi": "toolkit.spaces.ppmi:Ppmi",
        "sgns": "toolkit.spaces.sgns:Sgns",
        "alc": "toolkit.spaces.alc:Alc",
        "pretrained": "toolkit.spaces.pretrained:Pretrained",
        "contextual": "toolkit.spaces.contextual:Contextual",
        "aligned": "toolkit.spaces.aligned:Aligned",
        "compass": "toolkit.spaces.compass:Compass",
        "referencing": "toolkit.spaces.referencing:Referencing",
    },
)
