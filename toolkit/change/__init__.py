"""How the use of a concept changes from slice to slice."""
