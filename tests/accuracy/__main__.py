"""`make accuracy`: the table, then every string that was decided and is not what its label says."""

from tests.accuracy.measure import measured, table

scores = measured()
print(table(scores))
print()
print("left to a person, by why:", dict(scores["all"].left.most_common()))
for label, match in scores["all"].wrong:
    print(f"\n{label}\n  matched: {match.how} {' '.join(match.offenses)}{' +other' if match.or_other else ''} ({match.because})")
