"""Stored calculations (计算): what went in, how it was computed, what came out; each can be run again.

Kept by the county ecology bureau. Inputs and results hold exact points: for those who may see these.
"""
