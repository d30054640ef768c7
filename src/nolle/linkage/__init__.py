"""Linking: from a file that says who people are to pseudonymous person ids, before any of it becomes records.

It runs on the office's own machine, over a file that never enters a workspace. What leaves it is an id that only
the holder of a key could trace, the probability that the links behind it are right, and whether a history is known.
"""
