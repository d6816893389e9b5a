"""The look of every workbook: named styles, which a person can restyle in one place.

Inputs are blue on pale yellow, computed figures black, links green, checks green or red: the finance convention.
"""

from collections.abc import Mapping
from typing import NamedTuple

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.workbook import Workbook

NAVY, INK, GREY, FAINT, PAPER = "1F3A5F", "1B1F24", "5F6B7A", "D6DCE4", "F4F6F9"
INPUT_INK, INPUT_PAPER = "0000C0", "FFF9DB"
TEAL, ORANGE, SAND, RED, GREEN = "1B7F79", "E8743B", "F2C14E", "B3261E", "1E7B34"
FACE = "Calibri"

GENERAL, WHOLE, POINTS, MONEY = "General", "#,##0", "#,##0.00", "#,##0.00;[Red]-#,##0.00"
ALL_PLACES = "#,##0.00####"  # of points beside a threshold, where two places hide which is larger
# What was entered is shown, and what it adds up to, not a rounding of it.
INPUT_MONEY, AMOUNT = "#,##0.00##", "#,##0.00##;[Red]-#,##0.00##"
DAY, MONTH, INPUT_MONTH, TEXT = "yyyy-mm-dd", "mmm yyyy", "yyyy-mm", "@"
OTHER_DAY = "dd/mm/yyyy"  # of a day in Spanish and Portuguese
SHARE = '[<0.9995]0.0%;[<1]"99.9%";0.0%'  # 100.0% only where the whole is reached
SHARE_BESIDE = "0.0###%"  # of shares that are compared: one place may hide which is larger
CHECK = '"LOOK";"LOOK";"OK"'


def day_formats(language: str) -> Mapping[str, str]:
    """The number formats of days where the language writes them otherwise than English does.

    >>> day_formats("pt")["pb_day"], day_formats("en")
    ('dd/mm/yyyy', {})
    """
    return {} if language == "en" else dict.fromkeys(("pb_day", "pb_input_day"), OTHER_DAY)


class PackageFont(Font):
    """A font whose parts are written in the schema's order, which openpyxl's own is not."""

    __elements__ = ("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color",
                    "name", "family", "charset", "scheme")  # fmt: skip
    __nested__ = Font.__nested__
    __attrs__ = Font.__attrs__


class Look(NamedTuple):
    """One named style, before its number format."""

    size: float = 10
    bold: bool = False
    italic: bool = False
    color: str = INK
    fill: str = ""
    align: str = ""
    wrap: bool = False
    edge: str = ""
    shrinks: bool = False
    locked: bool = True
    underline: bool = False
    face: str = FACE
    indent: int = 0
    middle: bool = False


_TEXT, _NUMBER = Look(align="left", indent=1), Look(align="right")
_HEAD = Look(bold=True, color="FFFFFF", fill=NAVY, wrap=True)
_INPUT = Look(color=INPUT_INK, fill=INPUT_PAPER, edge=FAINT, locked=False)

LOOKS: dict[str, tuple[Look, str]] = {
    "pb_title": (Look(size=18, bold=True, color=NAVY), GENERAL),
    "pb_subtitle": (Look(size=10, color=GREY), GENERAL),
    "pb_section": (Look(size=12, bold=True, color=NAVY), GENERAL),
    "pb_label": (Look(color=GREY), GENERAL),
    "pb_fit_label": (Look(color=GREY, shrinks=True), GENERAL),
    "pb_right_label": (Look(color=GREY, align="right"), GENERAL),
    "pb_notice": (Look(color=ORANGE), GENERAL),
    "pb_note": (Look(italic=True, color=GREY, wrap=True), GENERAL),
    "pb_head": (_HEAD._replace(align="left", indent=1), GENERAL),
    "pb_head_number": (_HEAD._replace(align="right"), GENERAL),
    "pb_head_day": (_HEAD._replace(align="center"), GENERAL),
    "pb_input_head": (_HEAD._replace(align="left", indent=1), GENERAL),
    "pb_input_head_number": (_HEAD._replace(align="right"), GENERAL),
    "pb_input_head_day": (_HEAD._replace(align="center"), GENERAL),
    "pb_text": (_TEXT, GENERAL),
    "pb_flush": (_TEXT._replace(indent=0), GENERAL),
    "pb_flush_head": (_HEAD._replace(align="left"), GENERAL),
    "pb_wrapped": (Look(align="left", wrap=True, indent=1), GENERAL),
    "pb_help": (Look(align="left", wrap=True, middle=True, indent=1), GENERAL),
    "pb_link": (Look(align="left", color=GREEN, underline=True), GENERAL),
    "pb_step": (Look(bold=True, align="center", color=NAVY), GENERAL),
    "pb_warning": (Look(bold=True, align="left", color=RED), GENERAL),
    "pb_command": (Look(align="left", color=NAVY, face="Courier New"), GENERAL),
    "pb_whole": (_NUMBER, WHOLE),
    "pb_sparse": (_NUMBER, '#,##0;[Red]-#,##0;"–"'),
    "pb_points": (_NUMBER, POINTS),
    "pb_all_points": (_NUMBER, ALL_PLACES),
    "pb_money": (_NUMBER, MONEY),
    "pb_amount": (_NUMBER, AMOUNT),
    "pb_sparse_amount": (_NUMBER, f'{AMOUNT};"–"'),
    "pb_number": (_NUMBER, GENERAL),
    "pb_share": (_NUMBER, SHARE),
    "pb_day": (Look(align="center"), DAY),
    "pb_code": (Look(align="center"), GENERAL),
    "pb_month": (Look(align="left", indent=1), MONTH),
    "pb_helper": (Look(color=GREY, align="right"), "0"),
    "pb_check": (Look(bold=True, align="center", color=GREEN), CHECK),
    "pb_member": (Look(align="center"), GENERAL),
    "pb_needed": (_NUMBER, f"{ALL_PLACES};;"),
    "pb_tile": (Look(size=16, bold=True, color=NAVY, fill=PAPER, align="left", shrinks=True), POINTS),
    "pb_small_tile": (Look(size=12, bold=True, color=NAVY, fill=PAPER, align="left"), WHOLE),
    "pb_tile_label": (Look(size=9, color=GREY, fill=PAPER, align="left", shrinks=True), GENERAL),
    "pb_small_tile_label": (Look(color=GREY, fill=PAPER, align="left", shrinks=True), GENERAL),
    "pb_total": (Look(bold=True, align="right", edge=NAVY), WHOLE),
    "pb_input": (_INPUT._replace(align="left", indent=1), GENERAL),
    "pb_input_text": (_INPUT._replace(align="left", indent=1), TEXT),
    "pb_input_code": (_INPUT._replace(align="center"), GENERAL),
    "pb_input_whole": (_INPUT._replace(align="right"), WHOLE),
    "pb_input_number": (_INPUT._replace(align="right"), GENERAL),
    "pb_input_money": (_INPUT._replace(align="right"), INPUT_MONEY),
    "pb_input_amount": (_INPUT._replace(align="right"), AMOUNT),
    "pb_input_share": (_INPUT._replace(align="right"), SHARE_BESIDE),
    "pb_input_month": (_INPUT._replace(align="center"), INPUT_MONTH),
    "pb_input_day": (_INPUT._replace(align="center"), DAY),
}


# As a workbook's first border is: openpyxl tells it from one without sides, and merges cells with any other one slowly.
_NO_EDGE = Border(left=Side(), right=Side(), top=Side(), bottom=Side(), diagonal=Side())


def font(look: Look) -> PackageFont:
    """The font of a look."""
    underline = "single" if look.underline else None
    return PackageFont(
        name=look.face, sz=look.size, b=look.bold, i=look.italic, u=underline, color=look.color, family=2
    )


def add_styles(workbook: Workbook, formats: Mapping[str, str]) -> dict[str, StyleArray]:
    """What a cell of each named style has, by its name, after giving the workbook all of them.

    Some have a number format of their own; its Normal style gets their face.
    """
    workbook._fonts.clear()
    workbook._fonts.add(font(Look()))
    workbook._named_styles["Normal"].font = font(Look())
    for name, (look, number_format) in LOOKS.items():
        style = NamedStyle(name=name, number_format=formats.get(name, number_format))
        style.font = font(look)
        if look.fill:
            style.fill = PatternFill("solid", fgColor=look.fill)
        style.border = _NO_EDGE
        if look.edge:
            side = Side(style="thin", color=look.edge)
            style.border = Border(top=side) if name == "pb_total" else Border(side, side, side, side)
        style.alignment = Alignment(
            horizontal=look.align or None,
            vertical="top" if look.wrap and not look.middle else "center",
            wrap_text=look.wrap,
            shrink_to_fit=look.shrinks or None,
            indent=look.indent,
        )
        style.protection.locked = look.locked
        workbook.add_named_style(style)
    return {style.name: style.as_tuple() for style in workbook._named_styles}


KIND_STYLES: Mapping[str, str] = {
    "money": "pb_money",
    "change": "pb_money",
    "rate": "pb_share",
    "month": "pb_month",
    "number": "pb_points",
    "whole": "pb_whole",
    "date": "pb_day",
    "currency": "pb_code",
}  # of what is shown of a book's column, by the column's kind; text otherwise
