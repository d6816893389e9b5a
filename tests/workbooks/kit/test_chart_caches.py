"""Charts have within them what they draw: read as a preview reads it, beside the cells as another reader has them."""

from datetime import date, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.utils.datetime import to_excel
from openpyxl.xml.functions import fromstring

from partnerbook.records import Book
from partnerbook.sample import sample_book
from partnerbook.workbooks.report import write_report

AS_OF = date(2026, 10, 31)
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
BOOKS = {"es": sample_book(8), "en": Book()}


def drawn(path: Path) -> list[tuple[str, list[str | None]]]:
    """Each range of every chart, and what the chart has kept of its cells."""
    found = []
    with ZipFile(path) as archive:
        for name in archive.namelist():
            if not name.startswith("xl/charts/chart"):
                continue
            for ref in fromstring(archive.read(name)).iter():
                if ref.tag in (f"{CHART}numRef", f"{CHART}strRef"):
                    kept = {point.attrib["idx"]: point.findtext(f"{CHART}v") for point in ref.iter(f"{CHART}pt")}
                    count = next(each.attrib["val"] for each in ref.iter(f"{CHART}ptCount"))
                    found.append((ref.findtext(f"{CHART}f") or "", [kept.get(str(at)) for at in range(int(count))]))
    return found


def as_kept(value: object) -> str | None:
    """A cell's value as a chart keeps it."""
    if isinstance(value, datetime):
        return str(int(to_excel(value)))
    return None if value in ("", None) else str(value).removesuffix(".0")


@pytest.mark.parametrize("language", BOOKS)
def test_a_chart_keeps_what_its_cells_show(tmp_path: Path, language: str) -> None:
    path = tmp_path / "report.xlsx"
    write_report(BOOKS[language], path, AS_OF, language=language)
    sheets = load_workbook(path, data_only=True)
    found = drawn(path)
    assert len(found) > 40
    for reference, kept in found:
        title, _, cells = reference.rpartition("!")
        rows = sheets[title.strip("'")][cells.replace("$", "")]
        values = [cell.value for row in rows for cell in row] if isinstance(rows, tuple) else [rows.value]
        assert kept == [as_kept(value) for value in values], reference


def test_the_tier_chart_draws_what_is_held_and_what_each_tier_still_needs(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    known = write_report(BOOKS["es"], path, AS_OF)
    first = dict(drawn(path)[:12])
    of_series = [kept for reference, kept in first.items() if ":" in reference]
    names, sold, managed, still, threshold = of_series
    assert names == list(known.edition.tier_names)
    assert set(sold) == {f"{known.shown.sold.normalize():f}"}
    assert set(managed) == {f"{known.shown.managed.normalize():f}"}
    totals = [known.way_to(tier)[0] for tier in known.edition.tier_names]
    assert still == [f"{line.gap.normalize():f}" for line in totals if line.gap is not None]
    assert threshold == [f"{line.need.normalize():f}" for line in totals if line.need is not None]
