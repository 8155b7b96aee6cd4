"""A study for others: an Excel workbook, slides, a page without script."""

from __future__ import annotations

from pathlib import Path

from draaischijf.foresight.export.page import write_page
from draaischijf.foresight.export.slides import write_slides
from draaischijf.foresight.export.workbook import write_workbook
from draaischijf.foresight.pictures import pictures_of
from draaischijf.foresight.study import Study
from draaischijf.problems import Problem

WRITERS = {".html": write_page, ".pptx": write_slides, ".xlsx": write_workbook}


def export_study(study: Study, out: Path, language: str = "nl") -> tuple[Path, ...]:
    """Write a study and return the files.

    Args:
        study: The study.
        out: A `.html`, `.xlsx` or `.pptx` file, or a folder for all three and every picture as SVG.
        language: `nl` or `en`.

    Raises:
        Problem: The file has another ending.
    """
    if out.suffix.lower() in WRITERS:
        WRITERS[out.suffix.lower()](study, out, language)
        return (out,)
    if out.suffix and not out.is_dir():
        hint = "Use .html, .xlsx, .pptx, or a folder."
        raise Problem("export-format", f"{out.suffix} is no form that is written.", file=str(out), hint=hint)
    files = [out / f"{study.name}{ending}" for ending in WRITERS]
    for file in files:
        WRITERS[file.suffix](study, file, language)
    for one in pictures_of(study, language):
        files.append(out / f"{study.name}-{one.name}.svg")
        files[-1].write_text(one.svg, encoding="utf-8")
    return tuple(files)


__all__ = ["WRITERS", "export_study", "write_page", "write_slides", "write_workbook"]
