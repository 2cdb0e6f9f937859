"""How the use of political concepts changes over time."""

__version__ = "0.1.0"
