"""A report that nobody has opened yet shows its figures to pandas, which computes no formula."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from partnerbook.figures.breakdown import number_of
from partnerbook.sample import sample_book
from partnerbook.workbooks.report import write_report


def test_pandas_reads_the_values_of_the_formulas(tmp_path: Path) -> None:
    known = write_report(sample_book(), tmp_path / "report.xlsx", date(2026, 10, 31))
    dashboard = pd.read_excel(tmp_path / "report.xlsx", engine="openpyxl", sheet_name="Dashboard", header=None)
    place = [tuple(at) for at in dashboard.eq("Total points").to_numpy().nonzero()]
    row, column = place[0][0], place[1][0]
    assert dashboard.iat[row + 1, column] == pytest.approx(float(known.shown.total))
    clients = pd.read_excel(
        tmp_path / "report.xlsx", engine="openpyxl", sheet_name="Points breakdown", header=3, index_col="No."
    )
    assert list(clients.loc[list(number_of(known.clients).values()), "Client"]) == list(number_of(known.clients))
    assert clients["Total"].sum() == pytest.approx(float(known.shown.total), abs=0.001)
    assert clients["Share"].sum() == pytest.approx(1)
