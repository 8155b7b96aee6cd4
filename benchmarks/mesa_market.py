"""The reference model in mesa, one object a person, for `benchmarks.market` alone; one occupation, as all are alike."""

from __future__ import annotations

import random

import mesa


class Person(mesa.Agent):
    """Someone who works or looks for work."""

    def __init__(self, model: Market) -> None:
        super().__init__(model)
        self.works = True

    def step(self) -> None:
        """Lose work by chance, or apply at a vacancy by chance."""
        if self.works:
            if self.model.draw() < self.model.loses:
                self.model.lost.append(self)
        elif self.model.vacancies:
            place = int(self.model.draw() * self.model.vacancies)
            self.model.applicants.setdefault(place, []).append(self)


class Market(mesa.Model):
    """The labour market of the reference model."""

    def __init__(self, people: int, seed: int) -> None:
        super().__init__(seed=seed)
        self.draw = random.Random(seed).random
        self.people = people
        Person.create_agents(self, people)
        for person in list(self.agents)[: int(0.041 * people)]:
            person.works = False
        self.employed = people - int(0.041 * people)
        self.vacancies = int(0.0172 * people)

    def step(self) -> None:
        """One step of 6.75 weeks; all flows follow from the values at its start."""
        gap = self.employed + self.vacancies - self.people
        self.loses = 0.016 + 0.984 * min(1, 0.16 * max(0, gap) / self.employed)
        opens = 0.012 + 0.988 * min(1, 0.16 * max(0, -gap) / self.employed)
        self.lost: list[Person] = []
        self.applicants: dict[int, list[Person]] = {}
        opened = sum(self.draw() < opens for _ in range(self.employed))
        self.agents.do("step")
        for people in self.applicants.values():
            people[int(self.draw() * len(people))].works = True
        for person in self.lost:
            person.works = False
        hired = len(self.applicants)
        self.employed += hired - len(self.lost)
        self.vacancies += opened - hired
