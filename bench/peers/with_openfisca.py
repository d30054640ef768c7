# mypy: disable-error-code="import-not-found, import-untyped, no-any-unimported"
"""OpenFisca-core, vectorised: all charges in one simulation, read as numbers straight into its arrays.

The period asked about picks the formula, not each charge's own day. So the first day of each memo is asked once for
all charges, and each charge takes the answer of the memo of its day.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from openfisca_core.indexed_enums import EnumArray
from openfisca_core.simulations import SimulationBuilder

from bench.peers import openfisca_policy as policies
from bench.peers.common import (
    BUYING,
    FIRST_MEMO,
    HISTORY,
    HOUSE,
    NORTH,
    OUTCOMES,
    ROW_LOCAL,
    SECOND_MEMO,
    SELLING,
    SOUTH,
    SOUTH_MEMO,
    UNMAPPED,
    WEST,
    Laps,
    Ran,
    peak_mb,
)

DAYS = {
    ROW_LOCAL: ("north_decision", ("2000-01-01", "2014-01-01", "2020-07-01"), (FIRST_MEMO, SECOND_MEMO)),
    HISTORY: ("south_decision", ("2000-01-01", "2016-03-01"), (SOUTH_MEMO,)),
}
"""By policy: what is asked, on which days, and the days as numbers from which the second and third answer count."""

READ = f"""
select
  cast(case code when '{UNMAPPED}' then 0 when '{SELLING}' then 1 when '{BUYING}' then 2 when '{HOUSE}' then 3 else 4
    end as tinyint) as section,
  cast(case level when 'infraction' then 1 when 'violation' then 2 when 'misdemeanor' then 3 when 'felony' then 4 else 0
    end as tinyint) as level,
  cast(case place when '{NORTH}' then 1 when '{SOUTH}' then 2 when '{WEST}' then 3 else 0 end as tinyint) as county,
  cast(coalesce(year(filed_on) * 10000 + month(filed_on) * 100 + day(filed_on), 0) as integer) as filed,
  coalesce(stage = 'convicted', false) as convicted,
  cast(substr(case_id, 2) as bigint) as case_number,
  coalesce(cast(substr(person_id, 2) as bigint), -1 - cast(substr(charge_id, 2) as bigint)) as defendant_number
from '{{file}}'
"""
"""A person who is not known is somebody of their own: one without a history."""

ENUMS: dict[str, type[Any]] = {"section": policies.Section, "level": policies.Level, "county": policies.County}


def built(columns: dict[str, Any], around: bool) -> Any:
    """The simulation of these charges; cases and defendants are joined only where a policy looks at them."""
    system, builder = policies.system(), SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity("charge", np.arange(len(columns["section"])))
    roles = np.zeros(len(columns["section"]), dtype=np.int8)
    for group in ("case", "defendant") if around else ():
        numbers = columns[f"{group}_number"]
        builder.join_with_persons(builder.declare_entity(group, np.unique(numbers)), numbers, roles)
    simulation = builder.build(system)
    for name in ("section", "level", "county", "filed", "convicted"):
        values = EnumArray(columns[name], ENUMS[name]) if name in ENUMS else columns[name]
        simulation.set_input(name, "ETERNITY", values)
    return simulation


def decided(simulation: Any, policy: str, filed: Any) -> bytes:
    """The answer of each charge: that of the memo in force on its own day."""
    variable, days, starts = DAYS[policy]
    answers = [simulation.calculate(variable, day).view(np.ndarray) for day in days]
    chosen = np.choose(np.searchsorted(np.array(starts), filed, side="right"), answers)
    places = np.array([OUTCOMES.index(word) for word in policies.Decision.__members__], dtype=np.uint8)
    return bytes(places[chosen])


def run(policy: str, file: Path) -> Ran:
    laps = Laps()
    starting = laps.lap()
    columns = duckdb.connect().execute(READ.format(file=file)).fetchnumpy()
    simulation = built(columns, around=policy != ROW_LOCAL)
    reading = laps.lap()
    answers = decided(simulation, policy, columns["filed"])
    return Ran(version("openfisca-core"), starting, reading, laps.lap(), peak_mb(), answers)
