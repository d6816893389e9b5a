"""Notebook panels, each with a tile in JupyterLab: the points calculator, and what a book says, part by part.

Each function returns a widget; a cell's last line shows it. `model` on the widget has its inputs and results.
"""

from typing import TYPE_CHECKING, Any

from partnerbook.panels.registry import PANELS, entry

if TYPE_CHECKING:  # for editors; at run time a panel is imported when it is first asked for
    from partnerbook.panels.each.calculator.panel import calculator as calculator
    from partnerbook.panels.each.changes.panel import changes as changes
    from partnerbook.panels.each.client.panel import client as client
    from partnerbook.panels.each.clients.panel import clients as clients
    from partnerbook.panels.each.commission.panel import commission as commission
    from partnerbook.panels.each.compare.panel import compare as compare
    from partnerbook.panels.each.dashboard.panel import dashboard as dashboard
    from partnerbook.panels.each.outlook.panel import outlook as outlook
    from partnerbook.panels.each.over_time.panel import over_time as over_time
    from partnerbook.panels.each.points_breakdown.panel import points_breakdown as points_breakdown
    from partnerbook.panels.each.program.panel import program as program
    from partnerbook.panels.each.reconcile.panel import reconcile as reconcile
    from partnerbook.panels.each.renewals.panel import renewals as renewals
    from partnerbook.panels.each.shared_selling.panel import shared_selling as shared_selling
    from partnerbook.panels.each.team.panel import team as team
    from partnerbook.panels.each.tier_progress.panel import tier_progress as tier_progress
    from partnerbook.panels.each.what_if.panel import what_if as what_if


def __getattr__(name: str) -> Any:
    if name not in __dir__():
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return entry(name).function()


def __dir__() -> list[str]:
    return [each.name for each in PANELS]
