"""The command line: the nouns and verbs of the notebook, for scripts and shells."""
