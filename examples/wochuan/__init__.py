"""沃川县 (999901), a fictional county: everything in it is invented. See ``docs/example-county.md``."""
