"""What one row of each table holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure.

    Args:
        name: Stable name, such as `unemployed`.
        country: Two-letter code of the country.
        period: Year, quarter (2024Q1) or month (2024-04) that it is about.
        value: The figure, in its unit.
        unit: Its unit, written out.
        source: Where it comes from; begins with `assumed` where nobody can check it.
        note: What else to know.
    """

    name: str
    country: str
    period: str
    value: float
    unit: str
    source: str
    note: str = ""

    @property
    def assumed(self) -> bool:
        """Whether the figure has no source that someone can check."""
        return self.source.startswith("assumed")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a column of a table comes from.

    Args:
        table: Name of the table.
        column: Name of its column.
        unit: Unit of its values.
        period: Year, quarter or range that it is about.
        source: Where it comes from; begins with `assumed` where nobody can check it.
    """

    table: str
    column: str
    unit: str
    period: str
    source: str

    @property
    def assumed(self) -> bool:
        """Whether the column has no source that someone can check."""
        return self.source.startswith("assumed")


@dataclass(frozen=True, slots=True)
class OccupationGroup:
    """An occupation group of BRC 2014 (four digits) or the class above it (two digits).

    Args:
        brc: Its code.
        title: Its Dutch title.
        employees: Employees, thousands, without self-employed people.
        wage_low: First quartile of the hourly wage in euros; none where it is not published.
        wage: Median hourly wage in euros; none where it is not published.
        wage_high: Third quartile of the hourly wage in euros; none where it is not published.
    """

    brc: str
    title: str
    employees: float
    wage_low: float | None
    wage: float | None
    wage_high: float | None


@dataclass(frozen=True, slots=True)
class OccupationClass:
    """A class of BRC 2014 (two digits) with all who work in it.

    Args:
        brc: Its code.
        employed: Employed people, thousands, with the self-employed; none where it is not at hand.
    """

    brc: str
    employed: float | None


@dataclass(frozen=True, slots=True)
class Province:
    """A province with its people of 15 to 75 years, in thousands.

    Args:
        code: CBS code, such as `PV20`.
        name: Its name.
        population: All people.
        employed: Those who work.
        unemployed: Those who look for work and can start.
        outside: Those outside the labour force.
    """

    code: str
    name: str
    population: float
    employed: float
    unemployed: float
    outside: float


@dataclass(frozen=True, slots=True)
class AgeBand:
    """People of an age band, in thousands.

    Args:
        low: Youngest age in it, years.
        high: First age that is no longer in it, years.
        population: All people.
        employed: Those who work.
        unemployed: Those who look for work and can start.
    """

    low: int
    high: int
    population: float
    employed: float
    unemployed: float


@dataclass(frozen=True, slots=True)
class Education:
    """People of 15 to 75 years by highest education, in thousands.

    Args:
        level: 1 low, 2 middle, 3 high.
        name: The same as a word.
        population: All people.
        employed: Those who work.
        unemployed: Those who look for work and can start.
    """

    level: int
    name: str
    population: float
    employed: float
    unemployed: float


@dataclass(frozen=True, slots=True)
class Hours:
    """Employed people by weekly working hours, in thousands.

    Args:
        name: Name of the band.
        low: Fewest hours a week in it.
        high: First number of hours that is no longer in it.
        employed: Those who work so many hours.
    """

    name: str
    low: int
    high: int
    employed: float


@dataclass(frozen=True, slots=True)
class Move:
    """Moves between occupation groups within a quarter, by class of the quarter before, in thousands.

    Args:
        brc: Class of the quarter before.
        employed_2022: Employed in both quarters, second quarter of 2022.
        stayed_2022: Of these, in the same occupation group.
        employed_2023: The same a year later.
        stayed_2023: The same a year later.
    """

    brc: str
    employed_2022: float
    stayed_2022: float
    employed_2023: float
    stayed_2023: float


@dataclass(frozen=True, slots=True)
class VacancyQuarter:
    """Vacancies of one quarter, in thousands, seasonally adjusted.

    Args:
        period: The quarter, such as `2024Q1`.
        open: Open at its end.
        opened: Opened in it.
        filled: Filled or withdrawn in it.
    """

    period: str
    open: float
    opened: float
    filled: float
