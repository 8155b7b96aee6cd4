"""The reference model in mesa, one object a person, for `benchmarks.market` alone: the same occupations and rules."""

from __future__ import annotations

from bisect import bisect_right

import mesa
import numpy as np
import numpy.typing as npt


class Person(mesa.Agent):
    """Someone who works or looks for work."""

    def __init__(self, model: Market, occupation: int, works: bool) -> None:
        super().__init__(model)
        self.occupation, self.works = occupation, works

    def step(self) -> None:
        """Lose work by chance, or apply to a vacancy in an occupation near by."""
        model, draw = self.model, self.model.random.random
        if self.works:
            if draw() < model.loses[self.occupation]:
                model.lost.append(self)
            return
        ways = model.ways[self.occupation]
        if ways[-1] > 0:
            chosen = min(bisect_right(ways, draw() * ways[-1]), len(ways) - 1)
            slot = (chosen, int(draw() * model.vacancies[chosen]))
            model.applicants.setdefault(slot, []).append(self)


class Market(mesa.Model):
    """The labour market of the reference model.

    Args:
        matrix: Chances of moves before vacancies count, (n, n).
        people: Number of people.
        seed: Seed.
    """

    def __init__(self, matrix: npt.NDArray[np.float64], people: int, seed: int) -> None:
        super().__init__(seed=seed)
        n = len(matrix)
        self.matrix, self.demand = matrix, np.full(n, people / n)
        for number in range(people):
            Person(self, number % n, self.random.random() > 0.041)
        workers = [person.occupation for person in self.agents if person.works]
        self.employed = np.bincount(workers, minlength=n)
        self.vacancies = np.rint(0.018 * self.employed).astype(int)

    def step(self) -> None:
        """One step of 6.75 weeks; all flows follow from the values at its start."""
        gap, employed = self.employed + self.vacancies - self.demand, np.maximum(1, self.employed)
        self.loses = (0.016 + 0.984 * np.minimum(1, 0.16 * np.maximum(0, gap) / employed)).tolist()
        opens = 0.012 + 0.988 * np.minimum(1, 0.16 * np.maximum(0, -gap) / employed)
        opened = self.rng.binomial(self.employed, opens)
        self.ways = np.cumsum(self.matrix * self.vacancies, axis=1).tolist()
        self.lost: list[Person] = []
        self.applicants: dict[tuple[int, int], list[Person]] = {}
        self.agents.do("step")
        for (occupation, _), people in self.applicants.items():
            chosen = self.random.choice(people)
            chosen.works, chosen.occupation = True, occupation
            self.employed[occupation] += 1
            self.vacancies[occupation] -= 1
        for person in self.lost:
            person.works = False
            self.employed[person.occupation] -= 1
        self.vacancies += opened
