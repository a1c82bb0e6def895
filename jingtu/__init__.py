"""What the law says and what the science says: plain functions on plain values.

No framework, no database, no network, no clock: the day is always an argument.
"""
