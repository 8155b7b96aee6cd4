"""How well and how fast concerns in vacancies are found.

    python -m benchmarks.concerns [FILE.csv] [--wrong]

The file has the columns text;ground;direct;allowed, lines that begin with a hash are remarks, and several grounds are
joined with `|`. A sentence counts as found when one of its grounds is; a concern in an allowed sentence, or in another
ground only, counts against precision. Direct or indirect is asked only of sentences of which the file says it: no law
forbids a needless demand, so that it is neither. Whatever the file, false alarms on the held-out lines of
`gold/concerns/honest.csv` are counted, and not shown. `--wrong` prints what went wrong. genderdecoder3 stands beside
it where it is installed; it knows words that sound masculine or feminine in English, and no law.
"""

from __future__ import annotations

import csv
import sys
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from draaischijf.reading import detect_language
from draaischijf.reading.concerns import find_concerns, grounds

DEVELOPMENT = Path(__file__).parents[1] / "tests" / "reading" / "concerns" / "development.csv"
HONEST = Path(__file__).parents[1] / "gold" / "concerns" / "honest.csv"
SAMPLES = Path(__file__).parents[1] / "samples"
WORDS = 400
FEW = 3
TARGET = 500
ALIASES = {
    "politics": "political-opinion", "political": "political-opinion", "orientation": "sexual-orientation",
    "hetero": "sexual-orientation", "gender": "sex", "origin": "race", "ethnicity": "race", "hours": "working-hours",
    "contract": "contract-type", "chronic-illness": "disability", "illness": "disability", "health": "disability",
    "marital-status": "civil-status", "pregnancy": "sex", "gender-identity": "sex", "life-philosophy": "belief",
}  # fmt: skip


class Row(NamedTuple):
    """A sentence, the grounds of which one should be found, whether direct, and whether it is an allowed use."""

    text: str
    grounds: frozenset[str]
    direct: str
    allowed: bool


class Score(NamedTuple):
    """Counts of sentences, and what went wrong: what kind of mistake, the sentence, what was found."""

    right: int
    missed: int
    false: int
    direct_right: int
    direct_said: int
    wrong: list[tuple[str, str, str]]
    by_ground: Counter[tuple[str, str]]

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / max(self.right + self.false, 1)

    @property
    def recall(self) -> float:
        """Share of what is there that was found."""
        return self.right / max(self.right + self.missed, 1)


def rows_of(path: Path) -> list[Row]:
    """Return the sentences of a file.

    Raises:
        ValueError: It has other columns, or a ground that the law does not know; names it.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = (line for line in file if line.strip() and not line.startswith("#"))
        reader = csv.DictReader(lines, delimiter=";")
        if lacking := {"text", "ground", "direct", "allowed"} - set(reader.fieldnames or ()):
            raise ValueError(
                f"{path.name}: no column {', '.join(sorted(lacking))}; text;ground;direct;allowed is asked"
            )
        rows = [_row(one) for one in reader]
    if unknown := {ground for row in rows for ground in row.grounds} - set(grounds()):
        raise ValueError(f"{path.name}: no ground {', '.join(sorted(unknown))}; known are {', '.join(grounds())}")
    return rows


def _row(one: dict[str, str]) -> Row:
    names = {name.strip().lower().replace("_", "-").replace(" ", "-") for name in (one["ground"] or "").split("|")}
    allowed = (one["allowed"] or "").strip().lower() in ("1", "true", "yes", "ja")
    said = (one["direct"] or "").strip().lower()
    direct = {"true": "1", "direct": "1", "false": "0", "indirect": "0"}.get(said, said)
    return Row(one["text"], frozenset(ALIASES.get(name, name) for name in names if name), direct, allowed)


def score_of(rows: list[Row]) -> Score:
    """Return how the rules do on sentences."""
    counts: Counter[str] = Counter()
    by_ground: Counter[tuple[str, str]] = Counter()
    wrong = []
    for row in rows:
        found = find_concerns(row.text, language=detect_language(row.text))
        names = {one.ground for one in found}
        said = ", ".join(f"{one.ground} {one.text!r}" for one in found) or "nothing"
        if row.allowed:
            counts["false"] += bool(found)
            by_ground.update((name, "false") for name in names)
            if found:
                wrong.append(("false", row.text, said))
            continue
        hit = bool(names & row.grounds)
        counts["right" if hit else "missed"] += 1
        counts["false"] += bool(found) and not hit
        counts["said"] += bool(row.direct)
        counts["direct"] += any(one.ground in row.grounds and str(int(one.direct)) == row.direct for one in found)
        by_ground.update((name, "right" if hit else "missed") for name in row.grounds)
        if not hit:
            wrong.append(("missed", row.text, said))
    direct = counts["direct"], counts["said"]
    return Score(counts["right"], counts["missed"], counts["false"], *direct, wrong, by_ground)


def honest_lines(part: str) -> list[str]:
    """Return the honest lines of vacancies of a part, `development` or `held-out`."""
    with HONEST.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return [one["text"] for one in csv.DictReader(lines, delimiter=";") if one["part"] == part]


def alarms_in(texts: list[str]) -> list[str]:
    """Return the texts in which any concern is found."""
    return [text for text in texts if find_concerns(text, language=detect_language(text))]


def ordinary(rows: list[Row]) -> list[str]:
    """Return sample vacancies, each with a few of the sentences among its own."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("vaca*.txt"))]
    few = [" ".join(row.text for row in rows[at : at + FEW]) for at in range(0, len(rows), FEW)]
    return [f"{texts[number % len(texts)]}\n{one}" for number, one in enumerate(few)] * 4


def packed(rows: list[Row]) -> list[str]:
    """Return texts of 400 words that are nothing but the sentences: harder than any vacancy."""
    texts, words = [], list[str]()
    for row in rows * 10:
        words += [*row.text.split(), "\n"]
        if len(words) >= WORDS:
            texts.append(" ".join(words))
            words = []
    return texts


def speed_of(texts: list[str]) -> float:
    """Return how many vacancies of 400 words are checked in a second of one core; patterns are made beforehand."""
    for text in texts:
        find_concerns(text, language="nl")
    start = time.process_time()
    for text in texts:
        find_concerns(text, language="nl")
    return sum(len(text.split()) for text in texts) / WORDS / (time.process_time() - start)


def beside(rows: list[Row]) -> str:
    """Return a line about genderdecoder3 on the same sentences."""
    try:
        from genderdecoder3.assess import assess
    except ImportError:
        return "genderdecoder3 is not installed: pip install genderdecoder3"
    start = time.perf_counter()
    flagged = [(row, assess(row.text)["result"] != "neutral") for row in rows]
    taken = time.perf_counter() - start
    right = sum(said and not row.allowed for row, said in flagged)
    false = sum(said and row.allowed for row, said in flagged)
    there = sum(not row.allowed for row in rows)
    figures = f"precision {right / max(right + false, 1):.3f}, recall {right / max(there, 1):.3f}"
    return f"genderdecoder3: {figures}, {len(rows) / taken:,.0f} sentences a second"


def main() -> None:
    """Print the table."""
    named = [one for one in sys.argv[1:] if not one.startswith("-")]
    path = Path(named[0]) if named else DEVELOPMENT
    try:
        rows = rows_of(path)
    except (OSError, ValueError) as error:
        sys.exit(f"concerns: {error}")
    score = score_of(rows)
    there = score.right + score.missed
    print(f"{path.name}: {len(rows)} sentences, {len(rows) - there} of them allowed uses")
    direct = score.direct_right / max(score.direct_said, 1)
    print(f"precision {score.precision:.3f}  recall {score.recall:.3f}  with direct or indirect right {direct:.3f}")
    for ground in sorted({name for name, _ in score.by_ground}):
        counts = "  ".join(f"{what} {score.by_ground[ground, what]:>3}" for what in ("right", "missed", "false"))
        print(f"  {ground:<20}{counts}")
    honest = honest_lines("held-out")
    alarms = len(alarms_in(honest))
    rate = 1000 * alarms / len(honest)
    print(f"honest lines full of words that fool a rule, held out: false alarms {rate:.1f} in 1,000 ({alarms})")
    print(f"vacancies of {WORDS} words a second, one core: {speed_of(ordinary(rows)):,.0f}; asked for: {TARGET}")
    print(f"texts of {WORDS} words of nothing but these sentences: {speed_of(packed(rows)):,.0f}")
    print(beside(rows))
    if "--wrong" in sys.argv:
        for what, text, said in score.wrong:
            print(f"{what:<7}{text}  ->  {said}")


if __name__ == "__main__":
    main()
