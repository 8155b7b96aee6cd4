"""Write the tables of `docs/explanation/calibration.md` from the shipped fits.

python -m tools.write_calibration
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from draaischijf.market.calibration import Fitted, fitted
from draaischijf.market.parameters import DutchParameters

PAGE = Path("docs/explanation/calibration.md")
NAMES = {"nl": "the Netherlands", "be": "Belgium", "de": "Germany"}


def figures_of(fit: Fitted) -> list[str]:
    """Return the table of how figures are met."""
    lines = [
        "| figure | published | model | 90 % of draws | off by | unit | source |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for wanted in (True, False):
        for one in fit.met:
            target = one.target
            if target.fitted is not wanted:
                continue
            name = target.name.replace("_", " ") + ("" if wanted else " (held out)")
            lines.append(
                f"| {name} | {target.value:.4g} | {one.given:.4g} | {one.low:.4g} to {one.high:.4g} | "
                f"{one.distance:+.1f} | {target.unit} | {target.source} |"
            )
    return lines


def parameters_of(fit: Fitted) -> list[str]:
    """Return the table of fitted parameters."""
    draws, defaults = np.array(fit.draws), DutchParameters()
    people = fit.people
    lines = [
        "| parameter | first guess | fitted | 90 % of draws | for people one by one |",
        "| --- | --- | --- | --- | --- |",
    ]
    for at, name in enumerate(fit.free):
        low, high = np.percentile(draws[:, at], [5, 95])
        other = f"{getattr(people, name):.4g}" if people else "as fitted"
        lines.append(
            f"| `{name}` | {getattr(defaults, name):.4g} | {getattr(fit.parameters, name):.4g} | "
            f"{low:.4g} to {high:.4g} | {other} |"
        )
    return lines


def main() -> None:
    """Put the tables between their marks."""
    text = PAGE.read_text("utf-8")
    for country in NAMES:
        fit = fitted(country)
        about = (
            f"Seed {fit.about['seed']}, {fit.about['steps']} steps, {fit.about['independent draws']} independent draws."
        )
        rows = [
            *figures_of(fit),
            "",
            *(parameters_of(fit) if country == "nl" else []),
            *([""] if country == "nl" else []),
            about,
        ]
        begin, end = f"<!-- {country} -->", f"<!-- end {country} -->"
        before, rest = text.split(begin)
        _, after = rest.split(end)
        text = f"{before}{begin}\n" + "\n".join(rows) + f"\n{end}{after}"
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
