"""Pollution indices of laboratory results: by sample and substance, by sample, by group, each with grade and source.

The formulas are :mod:`jingtu.science.indices`; here gaps are found and named, units brought together, the background
that the user chose is put beside. See ``docs/indices.md``.
"""
