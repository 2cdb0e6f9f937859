"""Reports: one file that says what was found, shows it, and leads to the passages behind it."""
