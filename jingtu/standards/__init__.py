"""Limit values as data, laid out like the print. Start at ``limits.load()``."""
