# mypy: disable-error-code="import-not-found, import-untyped, misc, no-any-unimported"
"""The two policies as OpenFisca has them: charges are its persons, cases and defendants its groups.

Each memo is a formula from its first day on. What a row does not say has the default value of its variable; the
default of a list of values is `unknown`, which equals no value that a formula asks for.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from openfisca_core.entities import Entity, GroupEntity
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

Charge = Entity("charge", "charges", "One charge", "")
Case = GroupEntity("case", "cases", "Charges filed together", "", [{"key": "count", "plural": "counts"}])
Defendant = GroupEntity("defendant", "defendants", "One person's charges", "", [{"key": "entry", "plural": "entries"}])


class Section(Enum):
    unknown, selling, buying, house, other = "unknown", "selling", "buying", "house", "other"


class Level(Enum):
    unknown, infraction, violation, misdemeanor, felony = "unknown", "infraction", "violation", "misdemeanor", "felony"


class County(Enum):
    unknown, north, south, west = "unknown", "north", "south", "west"


class Decision(Enum):
    decline, divert = "decline", "divert"
    supervisory_approval, will_prosecute = "supervisory_approval", "will_prosecute"
    silent, not_in_force = "silent", "not_in_force"


class section(Variable):
    entity, definition_period = Charge, DateUnit.ETERNITY
    value_type, possible_values, default_value = Enum, Section, Section.unknown


class level(Variable):
    entity, definition_period = Charge, DateUnit.ETERNITY
    value_type, possible_values, default_value = Enum, Level, Level.unknown


class county(Variable):
    entity, definition_period = Charge, DateUnit.ETERNITY
    value_type, possible_values, default_value = Enum, County, County.unknown


class filed(Variable):
    """The filing day as a number; 0 where it is not known."""

    entity, definition_period = Charge, DateUnit.ETERNITY
    value_type = int


class convicted(Variable):
    entity, definition_period = Charge, DateUnit.ETERNITY
    value_type = bool


class felony_beside(Variable):
    """Whether another charge of the case is a felony."""

    entity, definition_period = Charge, DateUnit.ETERNITY
    value_type = bool

    def formula(charge: Any, period: Any) -> Any:  # noqa: N805
        own = charge("level", period) == Level.felony
        return charge.case.sum(own) - own > 0


class earlier_convictions(Variable):
    """How many charges under the same section, filed on an earlier day, the defendant was convicted of.

    OpenFisca adds up groups; it has no count of what came before each member, so this is plain numpy.
    """

    entity, definition_period = Charge, DateUnit.ETERNITY
    value_type = int

    def formula(charge: Any, period: Any) -> Any:  # noqa: N805
        person = charge.simulation.populations["defendant"].members_entity_id.astype(np.int64)
        same = (person * len(list(Section)) + charge("section", period).view(np.ndarray)) * 100_000_000
        day = same + charge("filed", period)
        counted = np.sort(day[charge("convicted", period)])
        return np.searchsorted(counted, day) - np.searchsorted(counted, same)


class north_decision(Variable):
    """The two memos of North County."""

    entity, definition_period = Charge, DateUnit.DAY
    value_type, possible_values, default_value = Enum, Decision, Decision.not_in_force

    def formula_2014_01_01(charge: Any, period: Any) -> Any:  # noqa: N805
        here = charge("county", period) == County.north
        section, low = charge("section", period), _low(charge, period)
        return _chosen(
            (here & (section == Section.selling) & low, Decision.divert),
            (here & (section == Section.buying), Decision.supervisory_approval),
            (here & (section == Section.house), Decision.will_prosecute),
        )

    def formula_2020_07_01(charge: Any, period: Any) -> Any:  # noqa: N805
        here = charge("county", period) == County.north
        section, low = charge("section", period), _low(charge, period)
        felony = charge("level", period) == Level.felony
        return _chosen(
            (here & (section == Section.selling) & felony, Decision.supervisory_approval),
            (here & (section == Section.selling), Decision.decline),
            (here & (section == Section.buying) & low, Decision.divert),
            (here & (section == Section.house) & felony, Decision.will_prosecute),
            (here & (section == Section.house), Decision.supervisory_approval),
        )


class south_decision(Variable):
    """The memo of South County."""

    entity, definition_period = Charge, DateUnit.DAY
    value_type, possible_values, default_value = Enum, Decision, Decision.not_in_force

    def formula_2016_03_01(charge: Any, period: Any) -> Any:  # noqa: N805
        here = charge("county", period) == County.south
        section, beside, before = (charge(n, period) for n in ("section", "felony_beside", "earlier_convictions"))
        sold, bought = here & (section == Section.selling) & _low(charge, period), here & (section == Section.buying)
        return _chosen(
            (sold & beside, Decision.supervisory_approval),
            (sold & (before >= 2), Decision.divert),
            (sold, Decision.decline),
            (bought & (beside | (before >= 1)), Decision.will_prosecute),
            (bought, Decision.divert),
            (here & (section == Section.house), Decision.supervisory_approval),
        )


def _low(charge: Any, period: Any) -> Any:
    level = charge("level", period)
    return (level == Level.violation) | (level == Level.misdemeanor)


def _chosen(*branches: tuple[Any, Any]) -> Any:
    """The first branch that holds, else silent; as numbers, which OpenFisca takes fastest."""
    silent: Any = Decision.silent
    return np.select([holds for holds, _ in branches], [said.index for _, said in branches], silent.index)


def system() -> Any:
    """The tax and benefit system, as OpenFisca calls it, of the two policies."""
    found = TaxBenefitSystem([Charge, Case, Defendant])
    found.add_variables(
        section, level, county, filed, convicted, felony_beside, earlier_convictions, north_decision, south_decision
    )
    return found
