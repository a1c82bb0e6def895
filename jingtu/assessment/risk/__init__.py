"""Risk assessment of a site: the case as people write it, what the model answers, the papers, and GB 36600 beside it.

The model itself is in :mod:`jingtu.science.risk`; this package reads a case, checks units, and words the answer.
"""
