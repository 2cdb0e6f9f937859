"""Concepts: what is looked for, how it is written in each language, and where it stands."""
