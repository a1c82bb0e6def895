"""Statistics of a laboratory's results: each substance by itself, two groups beside each other, results over time.

The methods stand in :mod:`jingtu.science`; here results become samples, and answers become tables.
"""
