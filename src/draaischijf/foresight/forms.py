"""Forms for stakeholders, and scores from other files than those of the study."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from draaischijf.foresight.extras import needed
from draaischijf.foresight.scores import COLUMNS, read_scores
from draaischijf.foresight.statistics import Feedback, feedback
from draaischijf.foresight.study import Study
from draaischijf.problems import Problem


def judged_study(study: Study, scores: Path | None) -> Study:
    """Return the study with the scores of a file in place of its own, where a file is given."""
    if scores is None:
        return study
    gone = {one.id: one.gone_into for one in study.drivers}
    return replace(study, scores=read_scores(scores, gone, study.about.scale))


def feedback_of(study: Study, respondent: str, round: int = 0) -> list[Feedback]:
    """Return what one person gets back before the next round.

    Raises:
        Problem: Nobody of that name scored in the round.
    """
    found = [
        one for one in feedback(study.scores, study.active(), study.about.scale, round) if one.respondent == respondent
    ]
    if not found:
        people = ", ".join(sorted({one.respondent for one in study.scores}))
        hint = f"Known are {people}." if people else "There are no scores yet."
        raise Problem("respondent-unknown", f"{respondent!r} did not score.", place="--feedback", hint=hint)
    return found


def write_form(study: Study, path: Path) -> None:
    """Write an empty form as a workbook: a row a driver, with the scale held by the cells and what each driver is.

    Args:
        study: The study.
        path: The file to write, `.xlsx`; it is read back by `read_scores`.
    """
    scale, book = study.about.scale, needed("openpyxl").Workbook()
    sheet = book.active
    sheet.title = "Scores"
    sheet.append([*COLUMNS, "ontwikkeling"])
    for driver in study.drivers:
        if driver.active:
            sheet.append([None, None, 1, driver.id, None, None, None, None, driver.name.say()])
    rules = needed("openpyxl.worksheet.datavalidation").DataValidation(
        type="whole", operator="between", formula1=str(scale.low), formula2=str(scale.high), allow_blank=True
    )
    rules.error = f"{scale.low} tot en met {scale.high}; leeg is geen antwoord."
    sheet.add_data_validation(rules)
    rules.add(f"E2:F{max(2, sheet.max_row)}")
    for letter, width in zip("ABCDEFGHI", (14, 14, 8, 22, 10, 12, 8, 40, 44), strict=True):
        sheet.column_dimensions[letter].width = width
    for cell in sheet[1]:
        cell.font = needed("openpyxl.styles").Font(bold=True)
    sheet.freeze_panes = "A2"
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
