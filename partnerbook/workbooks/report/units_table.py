"""What counts as US$100 in the partner's own currency, day by day as far as it is known: a Table on the Tiers sheet."""

from decimal import Decimal

from openpyxl.utils import get_column_letter, range_boundaries

from partnerbook.figures.overview import Overview
from partnerbook.points.units import UnitStep
from partnerbook.workbooks.kit.column import SheetColumn, SheetTable
from partnerbook.workbooks.report.document import ReportDocument
from partnerbook.workbooks.report.ledger_sheet import unit_kind
from partnerbook.workbooks.report.tiers_sheet import EDITION_TABLE
from partnerbook.workbooks.report.words import TIERS

UNITS_TABLE: SheetTable[UnitStep] = SheetTable("OwnUnits", {
    "start": SheetColumn("From", "pb_day", value=lambda step: step.start),
    "unit": SheetColumn("US$100 is", "pb_money", note="Empty where it is not known: a market rate is of its day alone.",
                        value=lambda step: step.unit.amount if step.unit else None),
    "kind": SheetColumn("Unit is", "pb_text",
                        note="Published by HubSpot, your own rate, or estimated at the market rate.",
                        told=lambda say, step: say.unit(unit_kind(step.unit)) if step.unit else say.unknown),
})  # fmt: skip
_FOUND = f"LOOKUP(AsOf,{UNITS_TABLE('start')},{UNITS_TABLE('unit')})"
OWN_UNIT = f'IF(Edition="","",IF(N({_FOUND})=0,"",{_FOUND}))'


def own_unit(report: Overview) -> Decimal | None:
    """What counts as US$100 in the partner's currency on the as-of day; None where it has no rate."""
    found = [row.unit for row in report.own_units if row.start <= report.as_of][-1]
    return found.amount if found else None


def write_units(document: ReportDocument, report: Overview) -> None:
    """Write the Table below that of the editions."""
    sheet = document.made(TIERS)
    left, _, _, row = range_boundaries(sheet.tables[EDITION_TABLE.name].ref)
    letter = get_column_letter(left)
    currency = report.book.settings.reporting_currency
    document.put(sheet, f"{letter}{row + 3}", document.say("tiers", "units", currency=currency), "pb_section")
    document.table(sheet, UNITS_TABLE, f"{letter}{row + 4}", report.own_units, widths=False)
