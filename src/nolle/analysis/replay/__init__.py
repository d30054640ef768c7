"""replay: what a draft would have decided over charges of the past, beside what was decided by.

`outcomes` says how each pattern of the records goes from the one to the other; `tallies`, `facts` and `changes` count
patterns; `rows` counts what a pattern does not hold (months, race, cases, people). Nothing here opens a file.
"""
