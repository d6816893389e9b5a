"""The lists of what lies ahead: what is at stake by day, how the points hang on the clients, and what sharing takes."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import TypeAlias

from partnerbook.codes import Measure
from partnerbook.figures.concentration import LARGEST, Concentration
from partnerbook.figures.outlook_words import stake_words
from partnerbook.figures.overview import Overview
from partnerbook.figures.shown import shown, shown_clients
from partnerbook.figures.stake import Stake, shown_stakes, stake_sums
from partnerbook.language.reader import Reader
from partnerbook.language.texts import Texts, texts
from partnerbook.language.words import tier_words
from partnerbook.panels.each.outlook.model import OutlookModel
from partnerbook.panels.frame.book_panel import Part
from partnerbook.panels.frame.listed import Rows
from partnerbook.panels.frame.places import place_words
from partnerbook.panels.frame.points_behind import entries_of_rows
from partnerbook.panels.frame.row_actions import Behind
from partnerbook.panels.frame.row_list import Cell, Kind, Link, ListColumn, ListRow
from partnerbook.panels.frame.sections import lost_tier
from partnerbook.panels.frame.table import Column, table

NAMED = 10  # clients in a sentence
Open: TypeAlias = Callable[[str, str], object]

_STAKE: tuple[tuple[str, Kind], ...] = (
    ("day", "day"), ("days", "number"), ("kind", "text"), ("client", "text"), ("points", "points"), ("costs", "text"),
    ("sure", "text"), ("at_most", "text"), ("active_on", "day"), ("active_by", "text"), ("account", "link"),
    ("line", "text"), ("record", "text"),
)  # fmt: skip
_FILTERED = ("kind", "sure", "costs")


def staked_part(model: OutlookModel) -> Iterator[Part]:
    """How many points are sure to go, and how many may."""
    reader, found = model.reader, model.staked()
    if not found:
        return
    say = _report(reader)["stake"]
    columns = [Column(say["what"], "start", "row"), Column(say["count"]), Column(say["points"])]
    rows = [
        (
            say["certain" if each.certain else "possible"],
            reader.number(Decimal(each.number)),
            reader.points(each.points),
        )
        for each in stake_sums(found)
    ]
    told = [say["subtitle"].format(months=model.months), _costing(found, reader)]
    yield Part(say["title"], told, table(columns, rows), wide=True)


def _costing(found: Sequence[Stake], reader: Reader) -> str:
    """Whether anything of what is at stake would cost a tier by itself."""
    costing, say = sum(each.costing for each in found), reader.words["outlook"]
    if costing:
        return say["costing"].format(count=costing)
    return say["costing_untold" if any(each.costs is None for each in found) else "no_costing"]


def stake_rows(known: Overview, model: OutlookModel, on_open: Open) -> Rows:
    """All that takes points, or may, by day; a client is opened by its name."""
    say, found = model.reader.words["outlook"], model.staked()
    columns = [
        ListColumn(code, say[code], kind, filters=code in _FILTERED, opens=code == "client") for code, kind in _STAKE
    ]
    clients = [each.client for each in found]
    rows = [
        ListRow(str(at), _stake_cells(each, points, model.reader))
        for at, (each, points) in enumerate(zip(found, shown_stakes(found), strict=True))
    ]
    heading = _report(model.reader)["stake"]["list"]
    told = [] if rows else [say["nothing"]]
    return Rows(heading, columns, rows, told, _opening(clients, on_open), _behind(known, clients, model))


def _stake_cells(each: Stake, points: Decimal | None, reader: Reader) -> list[Cell]:
    say, yes_no = reader.words["outlook"], reader.words["calculator"]
    return [
        each.day,
        each.days,
        stake_words(each.kind, reader.language),
        each.client,
        points,
        lost_tier(each.costs, reader),
        yes_no["yes" if each.kind.certain else "no"],
        yes_no["yes"] if each.at_most else "",
        each.last_active_on,
        each.last_active_employee,
        Link(say["open_account"] if "://" in each.account_link else each.account_link, each.account_link)
        if each.account_link
        else None,
        each.line,
        place_words(each.origin, reader),
    ]


def client_rows(known: Overview, model: OutlookModel, on_open: Open) -> Rows:
    """The clients by their points, the largest first, with what each alone would cost."""
    reader, found = model.reader, model.weights()
    say, words = _report(reader)["stake"], reader.words["outlook"]
    points = dict(zip((line.client.client for line in known.clients), shown_clients(known.clients), strict=True))
    columns = [
        ListColumn("client", words["client"]),
        ListColumn("points", reader.words["behind"]["total"], "points", opens=True),
        ListColumn("share", reader.words["breakdown"]["share"], "share"),
        ListColumn("costs", words["costs"], filters=True),
    ]
    clients = [each.client for each in found.clients]
    rows = [
        ListRow(str(at), [each.client, points[each.client].total, each.share, lost_tier(each.costs, reader)])
        for at, each in enumerate(found.clients)
    ]
    told = list(_told(found, reader))
    return Rows(say["concentration"], columns, rows, told, _opening(clients, on_open), _behind(known, clients, model))


def _told(found: Concentration, reader: Reader) -> Iterator[str]:
    """How much hangs on few clients, and whose loss alone would cost the tier."""
    say = _report(reader)["stake"]
    if found.largest is None:
        yield reader.words["outlook"]["no_points"]
        return
    count = min(LARGEST, len(found.clients))
    yield say["largest"].format(count=count, of=len(found.clients), share=reader.share(found.largest))
    costing = [each.client for each in found.costing]
    if costing:
        named = ", ".join(costing[:NAMED]) + (f", +{len(costing) - NAMED}" if len(costing) > NAMED else "")
        yield say["costing"].format(tier=tier_words(found.costing[0].costs or "", reader.language), clients=named)
        return
    yield say["no_costing" if found.told else "costing_untold"]


def shared_rows(known: Overview, model: OutlookModel, on_open: Open) -> Rows:
    """What sharing each managed client takes, and what one partner more would, the most first."""
    reader, say = model.reader, _report(model.reader)["stake"]
    found = model.shared()
    columns = [
        ListColumn("client", say["shared_client"]),
        ListColumn("partners", say["shared_partners"], "number"),
        ListColumn("points", reader.words["behind"]["managed"], "points", opens=True),
        ListColumn("costs", say["shared_costs"], "points"),
        ListColumn("one_more", say["shared_one_more"], "points"),
    ]
    clients = [each.client for each in found]
    rows = [
        ListRow(
            str(at),
            [each.client, each.partners, shown(each.points), shown(each.costs), shown(each.would_cost)],
        )
        for at, each in enumerate(found)
    ]
    told = [] if any(each.partners > 1 for each in found) else [say["none_shared"]]
    return Rows(
        say["shared"], columns, rows, told, _opening(clients, on_open), _behind(known, clients, model, Measure.MANAGED)
    )


def _opening(clients: Sequence[str], on_open: Open) -> Open:
    """What the button in a row of a client opens."""
    return lambda row, _: on_open(clients[int(row)], "")


def _behind(
    known: Overview, clients: Sequence[str], model: OutlookModel, measure: Measure = Measure.TOTAL
) -> Callable[[], Behind]:
    """The entries behind rows that are each of a client."""
    return lambda: entries_of_rows(known, measure, clients, model.reader)


def _report(reader: Reader) -> Texts:
    """The words that the tier report has of the same."""
    return texts("report", reader.language)
