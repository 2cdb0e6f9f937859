"""Planted corpora: invented archives whose truth is known."""
