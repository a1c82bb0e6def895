"""Files as they arrive: safely opened, read as grids of text, understood as results; every problem with its cell."""
