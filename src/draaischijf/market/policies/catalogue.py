"""The policies that the market knows, first those that open paths and help people learn.

Effects and unit costs are assumed unless a source is named; each is a parameter, so that a study can vary it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from draaischijf.market.checked import parameter
from draaischijf.market.dutch.world import World
from draaischijf.market.policies.levers import Levers, Tally
from draaischijf.market.policies.policy import Charge, Policy

_OURS = "assumed"


@dataclass(frozen=True)
class SkillsHiring(Policy):
    """Employers hire on skills instead of diplomas."""

    name: ClassVar[str] = "skills-hiring"
    dutch: ClassVar[str] = "werven op vaardigheden"
    meaning: ClassVar[str] = (
        "a larger share of employers asks skills instead of a diploma; opens paths between occupations"
    )
    bears: ClassVar[str] = "employers"

    share: float = parameter(0.5, "share of employers", 0, 1, "employers that hire on skills in full force", _OURS)
    cost: float = parameter(150, "euro a vacancy", 0, 1e5, "extra cost of looking at skills", _OURS)

    def pull(self, levers: Levers, world: World, strength: float) -> None:
        """Raise the share of employers that hire on skills."""
        levers.skills_hiring += max(0.0, self.share - levers.skills_hiring) * strength

    def charges(self, tally: Tally, strength: float) -> Iterator[Charge]:
        """Yield the extra cost per vacancy."""
        yield Charge("employers", "providers", self.cost * self.share * strength * tally.opened)


@dataclass(frozen=True)
class Passports(Policy):
    """People keep proven skills in a passport, and employers read it."""

    name: ClassVar[str] = "passports"
    dutch: ClassVar[str] = "skillspaspoorten"
    meaning: ClassVar[str] = (
        "where a person has a passport and the employer reads it, proof counts as a diploma and matches are likelier"
    )
    bears: ClassVar[str] = "government (people), employers (reading)"

    people: float = parameter(0.5, "share of people", 0, 1, "people with a passport in full force", _OURS)
    employers: float = parameter(0.5, "share of employers", 0, 1, "employers that read it in full force", _OURS)
    gain: float = parameter(0.15, "share", 0, 1, "suitable applications that come on top where both do", _OURS)
    cost_person: float = parameter(6, "euro a year", 0, 1e4, "upkeep of one passport", _OURS)
    cost_vacancy: float = parameter(20, "euro a vacancy", 0, 1e4, "reading passports", _OURS)

    def pull(self, levers: Levers, world: World, strength: float) -> None:
        """Let a share of people and of employers use passports."""
        levers.passport_people = max(levers.passport_people, self.people * strength)
        levers.passport_employers = max(levers.passport_employers, self.employers * strength)
        levers.passport_gain = max(levers.passport_gain, self.gain)

    def charges(self, tally: Tally, strength: float) -> Iterator[Charge]:
        """Yield upkeep and reading."""
        yield Charge("government", "providers", self.cost_person / 12 * self.people * strength * tally.people)
        yield Charge("employers", "providers", self.cost_vacancy * self.employers * strength * tally.opened)


@dataclass(frozen=True)
class Recognition(Policy):
    """Skills learnt abroad are recognised."""

    name: ClassVar[str] = "recognition"
    dutch: ClassVar[str] = "erkenning van buitenlandse vaardigheden"
    meaning: ClassVar[str] = "skills learnt abroad count as fully as others for a share of those for whom they did not"
    bears: ClassVar[str] = "government"

    share: float = parameter(0.6, "share", 0, 1, "recognised in full force, of those who were not", _OURS)
    cost: float = parameter(900, "euro once", 0, 1e5, "assessing one person", _OURS)

    def pull(self, levers: Levers, world: World, strength: float) -> None:
        """Recognise a share of those who were not."""
        levers.recognised = max(levers.recognised, self.share * strength)

    def charges(self, tally: Tally, strength: float) -> Iterator[Charge]:
        """Yield the assessments, spread evenly over the years in which it grows."""
        if strength < 1 or self.ramp == 0:
            months = max(1.0, 12 * self.ramp)
            yield Charge("government", "providers", self.cost * self.share * tally.abroad / months)


@dataclass(frozen=True)
class TrainingVouchers(Policy):
    """Everyone gets a voucher or a personal learning right that travels along."""

    name: ClassVar[str] = "learning-rights"
    dutch: ClassVar[str] = "persoonlijke leerrechten"
    meaning: ClassVar[str] = "training no longer depends on the contract, and rises with the voucher"
    bears: ClassVar[str] = "government"

    raise_: float = parameter(0.3, "share", 0, 10, "more trainings at the same contract", _OURS)
    travels: float = parameter(
        1.0, "share", 0, 1, "of the lag of other contracts and of the unemployed that is made up", _OURS
    )
    paid: float = parameter(1000, "euro a training", 0, 1e5, "what the right pays", _OURS)

    def pull(self, levers: Levers, world: World, strength: float) -> None:
        """Raise training and make up the lag of who has no permanent contract."""
        levers.training[:4] += (levers.training[0] - levers.training[:4]) * self.travels * strength
        levers.training *= 1 + self.raise_ * strength

    def charges(self, tally: Tally, strength: float) -> Iterator[Charge]:
        """Yield what the right pays for every training, new or not."""
        yield Charge("government", "providers", self.paid * strength * tally.trainings)


@dataclass(frozen=True)
class IncomeBridging(Policy):
    """Income is bridged while someone moves to other work."""

    name: ClassVar[str] = "income-bridging"
    dutch: ClassVar[str] = "inkomensoverbrugging"
    meaning: ClassVar[str] = (
        "people dare to look further from their own occupation, as income is filled up during the move"
    )
    bears: ClassVar[str] = "funds"

    months: float = parameter(3, "months", 0, 24, "how long income is filled up", _OURS)
    rate: float = parameter(0.3, "share of the wage", 0, 1, "what is filled up", _OURS)
    further: float = parameter(0.25, "share", 0, 1, "by which distance counts less in search", _OURS)

    def pull(self, levers: Levers, world: World, strength: float) -> None:
        """Let distance between occupations count less."""
        levers.near_power *= 1 - self.further * strength

    def charges(self, tally: Tally, strength: float) -> Iterator[Charge]:
        """Yield the filling up for every move to another occupation."""
        yield Charge("funds", "people", self.months * self.rate * strength * tally.move_wages)


@dataclass(frozen=True)
class RegionalPools(Policy):
    """Employers of a region share people in a pool."""

    name: ClassVar[str] = "regional-pools"
    dutch: ClassVar[str] = "regionale pools"
    meaning: ClassVar[str] = (
        "part of those whose flexible work ends stays employed in the pool; search reaches further over provinces"
    )
    bears: ClassVar[str] = "employers"

    share: float = parameter(
        0.2, "share of flexible work", 0, 1, "flexible work that ends inside the pool, not in unemployment", _OURS
    )
    wider: float = parameter(0.1, "share", 0, 1, "of search that moves from the own province to others", _OURS)
    fee: float = parameter(0.01, "share of flexible wages", 0, 1, "fee for the pool", _OURS)

    def pull(self, levers: Levers, world: World, strength: float) -> None:
        """Keep people at work and widen search."""
        levers.pooled *= 1 - self.share * strength
        levers.region_stay *= 1 - self.wider * strength

    def charges(self, tally: Tally, strength: float) -> Iterator[Charge]:
        """Yield the fee."""
        yield Charge("employers", "providers", self.fee * strength * tally.flexible_wages)


@dataclass(frozen=True)
class PartTimeUnemployment(Policy):
    """Hours fall instead of jobs when demand falls short."""

    name: ClassVar[str] = "part-time-unemployment"
    dutch: ClassVar[str] = "deeltijd-WW"
    meaning: ClassVar[str] = (
        "part of the layoffs does not happen; the hours not worked meanwhile are paid in part by the government"
    )
    bears: ClassVar[str] = "government"

    share: float = parameter(0.4, "share of layoffs", 0, 1, "layoffs that do not happen", _OURS)
    rate: float = parameter(
        0.7, "share of the wage", 0, 1, "paid for the hours not worked", "Dutch unemployment benefit"
    )
    months: float = parameter(6, "months", 0, 36, "how long a job is kept this way", _OURS)

    def pull(self, levers: Levers, world: World, strength: float) -> None:
        """Lower layoffs."""
        levers.layoff *= 1 - self.share * strength

    def charges(self, tally: Tally, strength: float) -> Iterator[Charge]:
        """Yield the pay for hours not worked."""
        yield Charge("government", "people", self.rate * self.months * tally.kept * tally.kept_wage)


@dataclass(frozen=True)
class SectorTraining(Policy):
    """Unemployed people are trained for chosen sectors."""

    name: ClassVar[str] = "sector-training"
    dutch: ClassVar[str] = "scholing voor gekozen sectoren"
    meaning: ClassVar[str] = "unemployed people get the skills of a chosen occupation and look for work there"
    bears: ClassVar[str] = "government and employers, half each"

    places: float = parameter(20, "thousand a year", 0, 1000, "places", _OURS)
    cost: float = parameter(6_000, "euro a place", 0, 1e6, "cost of one place", _OURS)
    occupations: tuple[str, ...] = field(default=("10", "07", "08"))

    def pull(self, levers: Levers, world: World, strength: float) -> None:
        """Open places, spread by employment."""
        rows = world.occupations(self.occupations, self.name)
        levers.places[rows] += self.places / 12 * strength * world.employed[rows] / world.employed[rows].sum()

    def charges(self, tally: Tally, strength: float) -> Iterator[Charge]:
        """Yield the cost of who was trained."""
        yield Charge("government", "providers", self.cost / 2 * tally.trained)
        yield Charge("employers", "providers", self.cost / 2 * tally.trained)


@dataclass(frozen=True)
class Traineeships(Policy):
    """Subsidised first jobs, with the displacement that they cause."""

    name: ClassVar[str] = "traineeships"
    dutch: ClassVar[str] = "leerwerkplekken"
    meaning: ClassVar[str] = (
        "unemployed people start at once in a flexible job; part of these jobs would have come as vacancies"
    )
    bears: ClassVar[str] = "government"

    places: float = parameter(30, "thousand a year", 0, 1000, "traineeships", _OURS)
    displacement: float = parameter(0.4, "share", 0, 1, "of the places that takes the place of an opening", _OURS)
    subsidy: float = parameter(6_000, "euro a place", 0, 1e6, "wage subsidy", _OURS)
    occupations: tuple[str, ...] = field(default=("03", "07", "10", "11", "12"))

    def pull(self, levers: Levers, world: World, strength: float) -> None:
        """Open traineeships and take away the openings that they displace."""
        rows = world.occupations(self.occupations, self.name)
        spread = self.places / 12 * strength * world.employed[rows] / world.employed[rows].sum()
        levers.trainees[rows] += spread
        levers.displaced[rows] += self.displacement * spread

    def charges(self, tally: Tally, strength: float) -> Iterator[Charge]:
        """Yield the subsidy."""
        yield Charge("government", "employers", self.subsidy * tally.trainees)


@dataclass(frozen=True)
class GuaranteedIncome(Policy):
    """Nobody between 18 and pension age has less than a floor."""

    name: ClassVar[str] = "guaranteed-income"
    dutch: ClassVar[str] = "gegarandeerd inkomen"
    meaning: ClassVar[str] = "income is filled up to a floor; insecurity weighs less on learning, and some apply less"
    bears: ClassVar[str] = "government"

    floor: float = parameter(
        1_300,
        "euro a month",
        0,
        10_000,
        "income that everybody has",
        "about social assistance of a single person, 2025",
    )
    calm: float = parameter(0.5, "share", 0, 1, "by which insecurity weighs less on learning", _OURS)
    less_effort: float = parameter(0.05, "share", 0, 1, "applications of the unemployed that fall away", _OURS)

    def pull(self, levers: Levers, world: World, strength: float) -> None:
        """Set the floor, ease insecurity, lower effort a little."""
        levers.floor = max(levers.floor, self.floor * strength)
        levers.insecurity *= 1 - self.calm * strength
        levers.effort *= 1 - self.less_effort * strength

    def charges(self, tally: Tally, strength: float) -> Iterator[Charge]:
        """Yield the filling up."""
        yield Charge("government", "people", tally.topped_up)


@dataclass(frozen=True)
class WorkGuarantee(Policy):
    """Whoever is unemployed for long is offered work."""

    name: ClassVar[str] = "work-guarantee"
    dutch: ClassVar[str] = "werkgarantie"
    meaning: ClassVar[str] = "work on top of demand, in chosen occupations, for who has been unemployed for some time"
    bears: ClassVar[str] = "government"

    after: float = parameter(12, "months", 1, 60, "unemployment after which work is offered", _OURS)
    wage: float = parameter(
        2_300, "euro a month", 0, 10_000, "cost of one job", "about the minimum wage of 2025 for 36 hours"
    )
    occupations: tuple[str, ...] = field(default=("0781", "0921", "1051", "1121"))

    def pull(self, levers: Levers, world: World, strength: float) -> None:
        """Offer work after some months; earlier as the policy grows."""
        levers.guarantee_after = min(levers.guarantee_after, self.after / strength)
        levers.guarantee[world.occupations(self.occupations, self.name)] = 1.0
        levers.guarantee /= levers.guarantee.sum()

    def charges(self, tally: Tally, strength: float) -> Iterator[Charge]:
        """Yield the wages of everyone in guaranteed work."""
        yield Charge("government", "employers", self.wage * tally.guaranteed)


@dataclass(frozen=True)
class AutomationTax(Policy):
    """A tax on work that technology takes over."""

    name: ClassVar[str] = "automation-tax"
    dutch: ClassVar[str] = "belasting op automatisering"
    meaning: ClassVar[str] = "technology is taken up less far; what is taken up pays"
    bears: ClassVar[str] = "employers"

    rate: float = parameter(0.1, "share of the wages taken over", 0, 1, "tax", _OURS)
    response: float = parameter(1.0, "elasticity", 0, 5, "by how much uptake falls for each part of the rate", _OURS)

    def pull(self, levers: Levers, world: World, strength: float) -> None:
        """Lower uptake."""
        levers.technology *= max(0.0, 1 - self.response * self.rate * strength)

    def charges(self, tally: Tally, strength: float) -> Iterator[Charge]:
        """Yield the tax."""
        yield Charge("employers", "government", self.rate * strength * tally.displaced_wages / 12)


POLICIES: dict[str, type[Policy]] = {
    kind.name: kind
    for kind in (
        SkillsHiring,
        Passports,
        Recognition,
        TrainingVouchers,
        IncomeBridging,
        RegionalPools,
        PartTimeUnemployment,
        SectorTraining,
        Traineeships,
        GuaranteedIncome,
        WorkGuarantee,
        AutomationTax,
    )
}
