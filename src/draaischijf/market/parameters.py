"""Every number of both models, with its unit, range, default and source.

The reference model is that of del Rio-Chanona, Mealy, Beguerisse-Diaz, Lafond and Farmer, "Occupational mobility and
automation: a data-driven network model", J. R. Soc. Interface 18 (2021). The Dutch model takes a month as its step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from draaischijf.market.checked import Checked, parameter

_PAPER: Final = "del Rio-Chanona et al. 2021"
_FLOWS: Final = "third root of the three-month flows of CBS 82848NED, April 2024"
_VACANCIES: Final = "CBS 84545NED, 2024Q1"
_OURS: Final = "assumed"


@dataclass(frozen=True)
class ReferenceParameters(Checked):
    """Parameters of the published reference model; a step is 6.75 weeks."""

    delta_u: float = parameter(0.016, "share a step", 0, 1, "separations apart from a change of demand", _PAPER)
    delta_v: float = parameter(0.012, "openings a step per employed", 0, 1, "openings apart from demand", _PAPER)
    gamma_u: float = parameter(0.16, "share of the gap a step", 0, 1, "separations when demand falls", _PAPER)
    gamma_v: float = parameter(0.16, "share of the gap a step", 0, 1, "openings when demand rises", _PAPER)
    step_weeks: float = parameter(6.75, "weeks", 0.1, 52, "length of a step", _PAPER)
    long_term_steps: float = parameter(4, "steps", 1, 100, "long-term unemployed from this duration", _PAPER)
    self_loop: float = parameter(0.55029, "share", 0, 1, "stays in the occupation, in the empirical network", _PAPER)
    cycle_amplitude: float = parameter(0.065, "share of demand", 0, 0.9, "amplitude of the business cycle", _PAPER)
    cycle_steps: float = parameter(103, "steps", 2, 10_000, "period of the business cycle", _PAPER)
    cycle_phase: float = parameter(
        100, "steps", 0, 10_000, "t0 of the cycle, in the paper the step at which the shock begins", _PAPER
    )
    automation_start: float = parameter(100, "steps", 0, 10_000, "step at which automation begins", _PAPER)
    automation_half_years: float = parameter(15, "years", 0.1, 200, "from the start to half of the automation", _PAPER)
    automation_tail: float = parameter(
        0.0001, "share", 1e-9, 0.49, "share automated at the start; the sigmoid follows from it", _OURS
    )


@dataclass(frozen=True)
class DutchParameters(Checked):
    """Parameters of the Dutch model; a step is a month, a probability holds for a month.

    Defaults that are marked assumed are first guesses that reproduce the published stocks and flows together;
    calibration replaces them.
    """

    # Stocks at the start.
    population: float = parameter(13_373, "thousand people", 1, 1e6, "people of 15 to 74", "CBS 82848NED, April 2024")
    employed: float = parameter(9_814, "thousand people", 0, 1e6, "employed at the start", "CBS 82848NED, April 2024")
    unemployed: float = parameter(368, "thousand people", 0, 1e6, "unemployed at the start", "CBS 82848NED, April 2024")
    vacancies: float = parameter(410.8, "thousand", 0, 1e6, "open vacancies at the start", _VACANCIES)
    filled: float = parameter(121.4, "thousand a month", 0, 1e6, "vacancies filled in a month at the start", _VACANCIES)
    permanent: float = parameter(
        0.559,
        "share of employed",
        0,
        1,
        "permanent contracts at the start",
        "CBS 85386NED, 2023Q4: 5449 of 9752 thousand",
    )
    self_employed: float = parameter(
        0.163, "share of employed", 0, 1, "self-employed at the start", "CBS 85386NED, 2023Q4: 1586 of 9752 thousand"
    )
    long_unemployed: float = parameter(
        0.135,
        "share of unemployed",
        0,
        1,
        "unemployed a year or longer at the start",
        "CBS, 2023Q2: 47 of 348 thousand",
    )
    abroad: float = parameter(
        0.05, "share of people", 0, 1, "people whose skills were learnt abroad, at the start", _OURS
    )
    recognised: float = parameter(0.4, "share of them", 0, 1, "whose skills are recognised at the start", _OURS)
    # Demand, separations, openings.
    separation: float = parameter(0.00525, "share of employed", 0, 1, "loses work and becomes unemployed", _FLOWS)
    separation_permanent: float = parameter(0.4, "ratio", 0, 20, "separation of permanent contracts to the mean", _OURS)
    separation_flexible: float = parameter(2.6, "ratio", 0, 20, "separation of flexible contracts to the mean", _OURS)
    separation_self: float = parameter(0.8, "ratio", 0, 20, "separation of the self-employed to the mean", _OURS)
    layoff_flexible: float = parameter(
        3.0, "ratio", 1, 50, "layoff of a flexible to that of a permanent contract", _OURS
    )
    opening: float = parameter(
        0.0111,
        "openings per employed",
        0,
        1,
        "vacancies opened apart from the gap",
        "replacement is about 90 % of openings (ROA); 121.4 thousand are filled a month (CBS 84545NED)",
    )
    gap_layoff: float = parameter(
        0.10,
        "share of the gap",
        0,
        1,
        "layoffs when demand is below work and vacancies",
        "the reference's .16 in 6.75 weeks, per month",
    )
    gap_opening: float = parameter(
        0.10,
        "share of the gap",
        0,
        1,
        "openings when demand is above work and vacancies",
        "the reference's .16 in 6.75 weeks, per month",
    )
    gap_lapse: float = parameter(0.10, "share of the gap", 0, 1, "vacancies withdrawn when demand is below", _OURS)
    supply_follows: float = parameter(
        1.0,
        "elasticity",
        0,
        2,
        "how far demand follows the size of the labour force",
        _OURS + ": employment follows supply in the long run",
    )
    # Search, application, hiring.
    efficiency: float = parameter(
        0.21,
        "share of applications",
        0,
        1,
        "an application with full fit that is suitable",
        _OURS + "; fitted to UE flow",
    )
    fit_power: float = parameter(2.0, "exponent", 0, 20, "suitability rises with fit to this power", _OURS)
    diploma_miss: float = parameter(0.35, "ratio", 0, 1, "suitability without the diploma that is asked for", _OURS)
    skills_hiring: float = parameter(
        0.10, "share of employers", 0, 1, "employers that hire on skills at the start", _OURS
    )
    foreign_discount: float = parameter(
        0.7, "ratio", 0, 1, "suitability of skills learnt abroad and not recognised", _OURS
    )
    self_loop: float = parameter(0.55, "share", 0, 1, "searches in the own occupation, before vacancies count", _PAPER)
    near_power: float = parameter(
        3.0, "exponent", 0, 20, "how fast search falls with distance between occupations", _OURS
    )
    region_stay: float = parameter(0.80, "share", 0, 1, "searches in the own province, before vacancies count", _OURS)
    region_near: float = parameter(
        0.80, "share", 0, 1, "of search elsewhere that goes to a neighbouring province", _OURS
    )
    search_permanent: float = parameter(
        0.08, "share of employed", 0, 1, "permanent employed who apply in a month", _OURS
    )
    search_flexible: float = parameter(0.18, "share of employed", 0, 1, "flexible employed who apply in a month", _OURS)
    search_self: float = parameter(0.05, "share of employed", 0, 1, "self-employed who apply in a month", _OURS)
    search_outside: float = parameter(
        0.065,
        "share of those outside",
        0,
        1,
        "outside the labour force who apply in a month",
        _OURS + "; fitted to NE flow",
    )
    accept_better: float = parameter(0.5, "share", 0, 1, "employed who take the work they are offered", _OURS)
    duration_decay: float = parameter(
        0.09,
        "share a month",
        0,
        1,
        "chance to leave unemployment, by any way, lost per month of it, 24 months at most",
        "fits both 47 of 348 thousand unemployed a year or longer and the three-month flows of CBS 82848NED",
    )
    direct_unemployed: float = parameter(
        0.098,
        "share",
        0,
        1,
        "unemployed who start without a vacancy, in the first month",
        _OURS + ": flows less filled vacancies",
    )
    direct_outside: float = parameter(
        0.0085, "share", 0, 1, "outside who start without a vacancy", _OURS + ": flows less filled vacancies"
    )
    direct_employed: float = parameter(0.004, "share", 0, 1, "employed who change work without a vacancy", _OURS)
    direct_elasticity: float = parameter(
        4.0, "elasticity", 0, 20, "how direct starts follow demand over work and vacancies", _OURS
    )
    internal_move: float = parameter(
        0.013,
        "share of employed",
        0,
        1,
        "other occupation with the same employer",
        "rest of CBS 85388NED: 6 % a quarter change occupation",
    )
    # In and out of the labour force, contracts, hours.
    leave: float = parameter(
        0.0056,
        "share of employed",
        0,
        1,
        "leaves work and the labour force, mean at the start",
        _FLOWS + ", less retirement",
    )
    retire_at_pension: float = parameter(
        0.75, "share of employed", 0, 1, "of who works at pension age retires in that month", _OURS
    )
    discouraged: float = parameter(
        0.148, "share of unemployed", 0, 1, "stops looking for work, in the first month", _FLOWS + ", by duration"
    )
    start_search: float = parameter(0.0180, "share of those outside", 0, 1, "starts to look for work", _FLOWS)
    pension_age: float = parameter(67, "years", 55, 75, "state pension age", "Dutch law, 2024 to 2027")
    hire_permanent: float = parameter(0.25, "share of hires", 0, 1, "hired on a permanent contract", _OURS)
    direct_self: float = parameter(0.20, "share of direct starts", 0, 1, "starts as self-employed", _OURS)
    to_permanent: float = parameter(0.018, "share of flexible", 0, 1, "flexible contract becomes permanent", _OURS)
    hours_change: float = parameter(
        0.02, "share of employed", 0, 1, "moves towards the hours wanted, where demand allows", _OURS
    )
    # Skills and learning.
    learn_years: float = parameter(1.0, "years", 0.05, 20, "half-life of what is still to learn on the job", _OURS)
    fade_years: float = parameter(
        5.0, "years", 0.1, 100, "half-life of a skill without use", "World Economic Forum, in the white paper"
    )
    fade_years_technical: float = parameter(
        2.5,
        "years",
        0.1,
        100,
        "half-life of a technical skill without use",
        "Boston Consulting Group, in the white paper",
    )
    training: float = parameter(0.0125, "share", 0, 1, "begins a training in a month", "white paper: 13 to 15 % a year")
    training_gain: float = parameter(
        0.10, "level of 0 to 1", 0, 1, "rise of the skills that a training is about", _OURS
    )
    training_cost: float = parameter(1_500, "euro", 0, 1e6, "cost of one training", _OURS)
    underuse_margin: float = parameter(
        0.06,
        "level of 0 to 1",
        0,
        1,
        "mean level above the work's that counts as below one's skills",
        "fitted to a quarter of the employed (white paper)",
    )
    insecurity_effect: float = parameter(
        0.0,
        "exponent",
        0,
        20,
        "training falls with the chance of losing work: exp(-x q); 0 is off, 2 when on",
        _OURS + " after Koen 2019 in the TNO study",
    )
    # Technology and money.
    compensation: float = parameter(0.7, "share", 0, 1.5, "freed work that returns as other demand", _OURS)
    digital_rise: float = parameter(
        0.3, "level of 0 to 1", 0, 1, "rise of the information skill asked for at full exposure and adoption", _OURS
    )
    benefit_rate: float = parameter(
        0.70, "share of last income", 0, 1, "unemployment benefit", "Dutch law: 75 % two months, then 70 %"
    )
    benefit_months: float = parameter(
        12, "months", 0, 60, "longest unemployment benefit", _OURS + "; law: 3 to 24 months by work history"
    )
    assistance: float = parameter(
        800, "euro a month", 0, 10_000, "social assistance per person after it, net of partners' means", _OURS
    )
    tax_rate: float = parameter(0.35, "share of income from work", 0, 1, "taxes and premiums on work", _OURS)
    income_feedback: float = parameter(
        0.0, "elasticity", 0, 1, "demand follows labour income; 0 is off, .3 when on", _OURS
    )
