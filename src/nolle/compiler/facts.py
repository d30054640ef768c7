"""The variables of a question → SQL that computes, for each charge, the mask of cells each may be in.

Law is looked up, never computed here: the table `law` (made by `decisions` from the catalogue) says, for each
charge string, level and stretch of law, which cells the charge may fall into and which tests it passes as
another charge. What remains is counting and packing. Unknown stays unknown: a mask of several cells.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nolle.compiler.layout import Shape
from nolle.compiler.masks import masks, words
from nolle.compiler.others import Counts, Others, cases, other_mask
from nolle.compiler.pairs import Facts, law_columns, same_pair
from nolle.compiler.priors import count_mask, counted, history
from nolle.compiler.query import Query, Step, columns
from nolle.compiler.scope import Scope, dated_rows
from nolle.compiler.tested import tested
from nolle.compiler.threes import three_valued
from nolle.law.variables import Count, Other, Variable

Packed = list[list[tuple[int, int]]]


def keys(variables: Sequence[Variable]) -> tuple[str, ...]:
    """The columns that tell patterns apart."""
    return ("cells", "conduct_class", *(f"k{number}" for number in range(len(words(variables)))))


def of_words(variables: Sequence[Variable], known: Facts, where: str = "") -> Query:
    """`worded`, `law` → `keyed_words`: the pattern of each of the words, whatever the dates, the case, the history."""
    tests = [index for index, v in enumerate(variables) if isinstance(v, Other | Count)]
    beside = ["word", "lasting", "gone", "undated", *(f"o{index}" for index in tests)]
    return Query((
        _known("known_words", "worded", variables, known, where),
        masks("masks_words", "known_words", variables, known),
        _keyed("keyed_words", "masks_words", variables, "known_words", ["k.asks", *(f"k.{b}" for b in beside)]),
    ))  # fmt: skip


def patterns(variables: Sequence[Variable], known: Facts, where: str = "") -> Query:
    """`coded`, `law`, `rows`, `plan` → `keyed` and `keyed_rows` (which charges have which pattern) and `patterns`.

    What a policy asks of a charge alone is worked out once for each combination. Only charges whose case or
    history can matter are looked at one by one.
    """
    others, counts = tests_of(variables)
    inside = f"k.word in (select word from plan where scope = '{Scope.INSIDE}')"
    asks = f"k.wanted and k.asks and {inside} as asks"
    steps = [
        _known("known", "coded", variables, known, where),
        masks("masks", "known", variables, known),
        _keyed(
            "keyed", "masks", variables, "known", [asks, "k.gone", "k.undated", *(f"k.{key}" for key in known.pair)]
        ),
    ]
    if others or counts:
        steps.append(tested(others, counts, known))
        steps += cases(others, known) + [step for i, v in counts for step in history(i, v)]
        steps += _alone(variables, others, counts, known)
    return Query((*steps, *_patterns(variables), *_rows(variables, known)))


def tests_of(variables: Sequence[Variable]) -> tuple[Others, Counts]:
    """The variables that look beyond the charge: at its case, at the person's history."""
    others = [(i, v) for i, v in enumerate(variables) if isinstance(v, Other)]
    return others, [(i, v) for i, v in enumerate(variables) if isinstance(v, Count)]


def looks_at_rows(variables: Sequence[Variable]) -> bool:
    """Whether some charges are looked at one by one: their case or their history is asked about."""
    return any(isinstance(variable, Other | Count) for variable in variables)


def _known(table: str, source: str, variables: Sequence[Variable], known: Facts, where: str) -> Step:
    """Each combination with what the law says of it, and how it answers the tests of another charge."""
    others, counts = tests_of(variables)
    chosen = ["c.*", "l.cells", "l.conduct_class", "l.asks", "l.lasting", "l.gone", "l.undated"]
    tests = [(index, v.of) for index, v in others] + [(index, v.of) for index, v in counts]
    chosen += [f"{three_valued(of, index, known.shape)} as o{index}" for index, of in tests]
    chosen += [f"l.p{index}" for index, _ in others]
    chosen.append(f"coalesce({where or 'true'}, false) as wanted")
    sql = f"select\n  {columns(chosen)}\nfrom {source} as c\njoin law as l on {_same_law(known.shape)}"
    return Step(table, sql, "combinations with what the law says of them")


def _same_law(shape: Shape) -> str:
    plain = ("charge_string", "law_first", "law_last")
    same = [f"coalesce(l.{key}, '') = coalesce(c.{key}, '')" for key in law_columns(shape) if key not in plain]
    return " and ".join([*same, *(f"l.{key} = c.{key}" for key in plain)])


def _key(word: list[tuple[int, int]], value: Callable[[int], str]) -> str:
    return " + ".join(f"cast({value(index)} as bigint) * {1 << start}" for index, start in word) or "cast(0 as bigint)"


def _keyed(table: str, source: str, variables: Sequence[Variable], of: str, beside: Sequence[str]) -> Step:
    """The masks packed: `k0`, `k1` ... with all cells of what the case and the history decide, `b0` ... with none."""
    rowwise = {index for group in tests_of(variables) for index, _ in group}
    chosen = ["m.pair", "m.n", *beside, "k.wanted", "m.cells", "m.conduct_class"]
    for n, word in enumerate(words(variables)):
        chosen.append(f"{_key(word, lambda i: f'm.v{i}')} as k{n}")
        alone = [(i, start) for i, start in word if i not in rowwise]
        chosen.append(f"{_key(alone, lambda i: f'm.v{i}')} as b{n}")
    sql = f"select\n  {columns(chosen)}\nfrom {source} as m\njoin {of} as k on k.pair = m.pair"
    return Step(table, sql, "each combination with its pattern, packed")


def _alone(variables: Sequence[Variable], others: Others, counts: Counts, known: Facts) -> list[Step]:
    """`tested` → `keyed_rows`: each charge that is looked at by itself, with what its case and history say, packed."""
    mask = {index: f"({other_mask(index, known)})" for index, _ in others}
    mask |= {index: f"({count_mask(index, count, known)})" for index, count in counts}
    chosen = ["k.source_row", "k.charge_id", "k.pair"]
    packed = words(variables)
    for n, word in enumerate(packed):
        here = [(i, start) for i, start in word if i in mask]
        chosen.append(f"{_key(here, mask.__getitem__)} as x{n}")
    sql = f"select\n  {columns(chosen)}\nfrom (\n  {_around(others, counts)}\n) as k"
    alone = ", ".join(["pair", *(f"x{n}" for n in range(len(packed)))])
    return [
        Step("keyed_rows", sql, "charges looked at by themselves, with what their case and history say", large=True),
        Step("alone", f"select\n  {alone},\n  count(*) as n\nfrom keyed_rows\ngroup by {alone}", "these, each once"),
    ]


def _around(others: Others, counts: Counts) -> str:
    """Each charge that is asked about, with what was counted around it: reckoned once, and then compared."""
    chosen, joins = ["k.*"], "from tested as k"
    if others:
        chosen += [f"s.{letter}{index}" for index, _ in others for letter in "ym"] + ["s.more"]
        joins += "\n  left join cases as s on s.case_id = k.case_id"
    for index, count in counts:
        low, high, joined = counted(index, count)
        chosen += [f"{low} as low{index}", f"{high} as high{index}"]
        joins += joined
    return f"select\n    {columns(chosen, '    ')}\n  {joins}\n  where k.asked = 1"


def _patterns(variables: Sequence[Variable]) -> list[Step]:
    """`keyed`, `alone`, `plan` → `patterns`, and which combination has which."""
    listed = ", ".join(keys(variables))
    outside = f"scope = '{Scope.OUTSIDE}'"
    parts = [f"select {listed}, n from keyed where wanted and not asks and n > 0"]
    parts.append(f"select {listed}, n from plan where {outside}")
    if looks_at_rows(variables):
        parts.append(f"select {listed}, n from (\n{_summed(variables)}\n  ) as a")
    every = "\n  union all\n  ".join(parts)
    distinct = (
        f"select {listed}, cast(sum(n) as bigint) as n, row_number() over (order by {listed}) as pattern\n"
        f"from (\n  {every}\n) as every_charge\ngroup by {listed}"
    )
    steps = [
        Step("patterns", distinct, "distinct patterns and how many charges have each"),
        _which("pair_patterns", "keyed", variables, "where k.wanted and not k.asks"),
        _which("word_patterns", "plan", variables, f"where k.{outside}"),
    ]
    return [*steps, *[_which("row_patterns", f"(\n{_summed(variables)}\n)", variables)] * looks_at_rows(variables)]


def _which(table: str, source: str, variables: Sequence[Variable], where: str = "") -> Step:
    same = " and ".join(f"p.{key} = k.{key}" for key in keys(variables))
    sql = f"select k.*, p.pattern\nfrom {source} as k\njoin patterns as p on {same}\n{where}".rstrip()
    return Step(table, sql, "the pattern of each")


def _summed(variables: Sequence[Variable]) -> str:
    """Charges looked at by themselves: what their combination says, and their case and history besides."""
    width = range(len(words(variables)))
    summed = ["k.cells", "k.conduct_class", *(f"k.b{n} + a.x{n} as k{n}" for n in width)]
    chosen = ", ".join([*summed, "a.n", "a.pair", *(f"a.x{n}" for n in width)])
    return f"  select {chosen}\n  from alone as a\n  join keyed as k on k.pair = a.pair"


def _rows(variables: Sequence[Variable], known: Facts) -> list[Step]:
    """The charges with the numbers of their patterns: those the policy speaks of or may, and all of them."""
    chosen = "select c.charge_id, c.source_row, p.pattern"
    spoken = [f"{chosen}\nfrom rows as c\njoin pair_patterns as p on {same_pair('p', 'c', known)}"]
    if looks_at_rows(variables):
        same = " and ".join(f"p.{key} = c.{key}" for key in ("pair", *(f"x{n}" for n in range(len(words(variables))))))
        spoken.append(f"{chosen}\nfrom keyed_rows as c\njoin row_patterns as p on {same}")
    silent = [f"{chosen}\nfrom charges as c\njoin word_patterns as p on p.word = c.word", dated_rows(chosen, known)]
    return [
        Step("spoken_rows", "\nunion all\n".join(spoken), "charges with their patterns", view=True, large=True),
        Step("all_rows", "\nunion all\n".join([*spoken, *silent]), "all of them", view=True, large=True),
    ]
