"""The deals of a HubSpot account as a grid, which is read as an export of them is.

The account tells what its pipelines and stages are called, and which stages mean that a deal is won. A deal knows its
companies by their numbers alone; where the token may read them, their names, domains and countries stand beside it.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from partnerbook.errors import Sentence
from partnerbook.files.grid import Grid, shown
from partnerbook.files.problems import NOTE, Problem
from partnerbook.hubspot.account import HubSpotAccount, Record
from partnerbook.hubspot.refusals import NotAllowed, NotThere

DEALS, COMPANIES = "deals", "companies"
# What is asked of a deal; the first is its name, by which a place in the grid is called.
_ASKED = (
    "dealname", "dealstage", "pipeline", "amount", "closedate", "dealtype", "hs_mrr", "hs_acv", "hs_tcv",
    "deal_currency_code", "hs_is_closed_won", "hs_is_closed", "hs_primary_associated_company",
)  # fmt: skip
_IN_WORDS = ("dealstage", "pipeline")
_OF_COMPANY = {"name": "Associated Company", "domain": "Company domain name", "country": "Country"}
_PRIMARY = "hs_primary_associated_company"


class DealsGrid(Grid):
    """The grid of HubSpot's deals: a place in it is called by the deal's name, as a person finds it there."""

    def place(self, row: int, column: int | None, heading: str = "") -> str:
        """What a cell is called, both counted from 0: "New seats, closedate"."""
        name = shown(self.rows[row][0]) if row else ""
        return ", ".join(filter(None, (name, heading if column is not None else "")))


class Deals(NamedTuple):
    """The deals of an account, and what to say of them."""

    grid: Grid
    problems: tuple[Problem, ...]


def deals_of(account: HubSpotAccount) -> Deals:
    """All deals of an account, won or not.

    Errors: NotAllowed, which names the scope, where the token may not read deals; PartnerbookError, one sentence, where
    HubSpot cannot be asked.
    """
    has = account.properties(DEALS)
    asked = [name for name in _ASKED if name in has]
    deals = list(account.objects(DEALS, asked, linked=COMPANIES))
    companies, problems = _companies(account, {number for deal in deals for number in _linked(deal)})
    rows = [["dealname", *asked[1:], "hs_object_id", "Associated Company IDs", *_OF_COMPANY.values()]]
    rows[0] = [name for name in rows[0] if name != _PRIMARY]
    for deal in deals:
        values = {name: has[name].said(text) if name in _IN_WORDS else text for name, text in deal.values.items()}
        company = companies.get(next(iter(_linked(deal)), ""), {})
        cells = [values.get(name, "") for name in ("dealname", *asked[1:]) if name != _PRIMARY]
        rows.append([*cells, deal.id, ";".join(_linked(deal)), *(company.get(name, "") for name in _OF_COMPANY)])
    return Deals(DealsGrid("HubSpot", DEALS, rows, csv=True), tuple(problems))


def _linked(deal: Record) -> Sequence[str]:
    """The numbers of a deal's companies: its primary one alone, where it has one."""
    primary = deal.values.get(_PRIMARY, "")
    return [primary] if primary else list(dict.fromkeys(deal.linked))


def _companies(account: HubSpotAccount, wanted: set[str]) -> tuple[Mapping[str, Mapping[str, str]], list[Problem]]:
    """What the account tells of some companies, by their numbers; and why it does not, if so."""
    found: dict[str, Mapping[str, str]] = {}
    try:
        for company in account.objects(COMPANIES, list(_OF_COMPANY)) if wanted else ():
            if company.id in wanted:
                found[company.id] = company.values
            if len(found) == len(wanted):
                break
    except (NotAllowed, NotThere) as error:
        message = Sentence(
            "The names of companies are not read. {error} A deal is known by its company's record alone.", error=error
        )
        return {}, [Problem(NOTE, "HubSpot", "", "", "", message)]
    return found, []
