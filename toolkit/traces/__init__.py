"""The genealogy of one text through a corpus: what it repeats, whose words these are."""
