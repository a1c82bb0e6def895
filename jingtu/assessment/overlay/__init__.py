"""Parcels over units on the command line: which class most of each parcel lies in, and how much of each.

Areas are :mod:`jingtu.science.overlay`'s; here files are read, brought into one plane and written again.
"""
