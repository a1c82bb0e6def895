"""Source apportionment of a laboratory's file or a plain matrix: reading, uncertainties, factors, report.

The numbers are :mod:`jingtu.science.pmf`'s. None of this is law: it orders evidence, and names no polluter.
"""
