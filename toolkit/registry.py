"""A registry: one table from names to objects, listed without importing them."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any, Generic, TypeVar

from toolkit.errors import RhetoricError, unknown_name

T = TypeVar("T")


class Registry(Generic[T]):
    """Map short names to objects.

    A built-in entry is written ``"module:attribute"`` and imported when first asked for,
    so that listing the spaces does not load gensim.

    Parameters
    ----------
    kind : str
        The noun for messages: "metric", "reader", "space", "figure".
    built_in : dict of str to str
        Name to ``"module:attribute"``.

    Examples
    --------
    >>> shapes = Registry("shape", {"root": "math:sqrt"})
    >>> shapes.get("root")(9.0)
    3.0
    >>> shapes.add("double", lambda x: 2 * x)
    >>> list(shapes)
    ['double', 'root']
    """

    def __init__(self, kind: str, built_in: dict[str, str]) -> None:
        self.kind = kind
        self._entries: dict[str, str | T] = dict(built_in)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._entries))

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def add(self, name: str, item: T) -> None:
        """Register `item` under `name`; a name already taken is refused."""
        if name in self._entries:
            msg = f"{self.kind} {name!r} is already registered; choose another name."
            raise RhetoricError(msg)
        self._entries[name] = item

    def get(self, name: str) -> T:
        """Return what is called `name`, importing it if need be."""
        if name not in self._entries:
            raise unknown_name(self.kind, name, self)
        entry = self._entries[name]
        if isinstance(entry, str):
            module, _, attribute = entry.partition(":")
            found: Any = getattr(import_module(module), attribute)
            entry = self._entries[name] = found
        return entry


# A value's _repr_html_ asks here, by name: the one door that opens upwards in the import order.
RENDERERS: Registry[Any] = Registry(
    "renderer",
    {
        "corpus": "toolkit.reports.notebook:corpus",
        "occurrences": "toolkit.reports.notebook:occurrences",
        "result": "toolkit.reports.notebook:result",
        "shares": "toolkit.reports.notebook:shares",
        "trace": "toolkit.reports.notebook:trace",
    },
)
