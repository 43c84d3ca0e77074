"""The bench's own small law in OpenFisca-core: one benefit by age, children and home, as a tax-benefit system.

OpenFisca-core is under the AGPL and no dependency of Brobygger: it is measured only where somebody has installed it
beside (`.venv/bin/pip install openfisca-core`). The rates come from our rulebook, so that the totals can be the same.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

Rate = Callable[[str, str], int]
"""A rate in øre by its id and the month, as 2015-01."""

person = build_entity(key="person", plural="persons", label="", is_person=True)
household = build_entity(
    key="household", plural="households", label="",
    roles=[{"key": "adult", "plural": "adults", "label": ""}, {"key": "child", "plural": "children", "label": ""}],
)  # fmt: skip


class birth(Variable):  # noqa: N801  OpenFisca names a variable by its class
    value_type = date
    entity = person
    definition_period = DateUnit.ETERNITY


class at_home(Variable):  # noqa: N801  as above
    value_type = bool
    entity = person
    definition_period = DateUnit.ETERNITY


class age(Variable):  # noqa: N801  as above
    value_type = int
    entity = person
    definition_period = DateUnit.MONTH

    def formula(people: Any, period: Any) -> Any:  # noqa: N805  as above
        born = people("birth", period)
        months = born.astype("datetime64[M]").astype(int)
        day = (born - born.astype("datetime64[M]")).astype(int)
        now = (period.start.year - 1970) * 12 + period.start.month - 1
        return (now - months - (day > 0)) // 12


def system(rate: Rate) -> TaxBenefitSystem:
    """The law under some rates."""

    class benefit(Variable):  # noqa: N801  as above
        value_type = int
        entity = household
        definition_period = DateUnit.MONTH

        def formula(homes: Any, period: Any) -> Any:  # noqa: N805  as above
            years = homes.members("age", period)
            children = homes.sum((years < 18) & homes.members.has_role(household.CHILD))
            adult = homes.sum(years * homes.members.has_role(household.ADULT))
            home = homes.sum(homes.members("at_home", period) * homes.members.has_role(household.ADULT)) > 0
            month = str(period)
            return np.select(
                [
                    (adult >= 30) & (children > 0), adult >= 30, children > 0, (adult >= 25) & home, adult >= 25, home,
                ],
                [rate(name, month) for name in RATES],
                rate("kh-u25-away", month),
            )  # fmt: skip

    law = TaxBenefitSystem([person, household])
    law.add_variables(birth, at_home, age, benefit)
    return law


RATES = (
    "kh-30plus-parent", "kh-30plus-other", "kh-u30-single-parent", "kh-25-29-home", "kh-25-29-away", "kh-u25-home",
)  # fmt: skip


def total(law: TaxBenefitSystem, born: Any, home: Any, of: Any, child: Any, months: list[str]) -> int:
    """All benefits of all months, in øre."""
    builder = SimulationBuilder()
    builder.create_entities(law)
    builder.declare_person_entity("person", np.arange(len(born)))
    homes = builder.declare_entity("household", np.arange(int(of.max()) + 1))
    builder.join_with_persons(homes, of, np.where(child, "child", "adult"))
    simulation = builder.build(law)
    simulation.set_input("birth", "ETERNITY", born)
    simulation.set_input("at_home", "ETERNITY", home)
    return sum(int(simulation.calculate("benefit", month).astype(np.int64).sum()) for month in months)
