"""Scenario files: driver paths with their spread as people can read and write them, and wild cards on top.

`scenario("vandaag")` gives a shipped scenario, `scenario("my/own.toml")` one's own; `["pandemie@3"]` lays a wild card
over it that begins in year 3. `vary` draws the paths of many runs from the spread.
"""

from draaischijf.market.paths.draws import Varied, vary
from draaischijf.market.paths.files import Scenario, read_scenario, shipped, write_scenario
from draaischijf.market.paths.overlay import lay_over, scenario

__all__ = ["Scenario", "Varied", "lay_over", "read_scenario", "scenario", "shipped", "vary", "write_scenario"]
