"""The entries behind figures of points, as a panel opens them: what each gives, and how it comes about."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from datetime import date

from partnerbook.book.export import POINTS, exported_entries
from partnerbook.codes import Measure
from partnerbook.exact import exactly
from partnerbook.figures.behind import entries_behind
from partnerbook.figures.overview import Overview
from partnerbook.language.reader import Reader
from partnerbook.panels.frame.behind_view import BehindView, Opened
from partnerbook.panels.frame.overview_model import OverviewModel
from partnerbook.panels.frame.places import place_words
from partnerbook.panels.frame.row_actions import Behind
from partnerbook.panels.frame.row_list import ListColumn, ListRow
from partnerbook.points.entries import MANAGED
from partnerbook.points.explain import points_explained

_KINDS = {"points": "points", "mrr": "money", "start": "day", "end": "day"}
_FILTERED = ("track", "kind", "source")


@exactly
def points_behind(
    known: Overview,
    measure: Measure,
    reader: Reader,
    clients: Collection[str] | None = None,
    segment: str = "",
    client: str = "",
) -> Opened:
    """The entries that give a figure of points: of one client, of those of a segment, or of all.

    Their points add up to what the list of all clients shows.

    >>> from datetime import date
    >>> from partnerbook.figures.overview import overview
    >>> from partnerbook.sample import sample_book
    >>> known = overview(sample_book(), date(2026, 10, 31))
    >>> points_behind(known, Measure.SOLD, Reader()).heading
    'Sold points: every entry behind them on October 31, 2026'
    """
    say, language = reader.words["behind"], reader.language
    found = entries_behind(known, measure, {client} if client else clients)
    exported = exported_entries([each.entry for each in found], language, segment, known.as_of)
    shown_columns = [each for each in POINTS.columns if each.field not in ("client", "record")]
    columns = [
        ListColumn(
            each.field,
            each.heading(language),
            _KINDS.get(each.field, "text"),  # type: ignore[arg-type]
            total=each.field == "points",
            filters=each.field in _FILTERED,
        )
        for each in (*([] if client else [POINTS.column("client")]), *shown_columns)
    ]
    columns += [ListColumn("how", say["how"]), ListColumn("record", POINTS.column("record").heading(language))]
    markets, fields = {each.client: each.market for each in known.book.clients}, [each.field for each in POINTS.columns]
    rows = []
    for at, ((entry, shown), row) in enumerate(zip(found, exported.rows, strict=True)):
        kind, market = entry.source or MANAGED, markets[entry.client]
        how = points_explained(entry.amount, entry.terms, market, kind, language, reader.number, reader.day)
        cells = dict(zip(fields, row, strict=True))
        cells |= {"points": shown, "how": how, "record": place_words(entry.origin, reader)}
        rows.append(ListRow(str(at), [cells[each.code] for each in columns]))  # type: ignore[misc]
    words = {"measure": say[measure], "client": client, "day": reader.day(known.as_of)}
    heading = say["of_client" if client else "title"].format(**words)
    of = {str(at): each.entry.client for at, each in enumerate(found)}
    return Opened(heading, columns, rows, Behind(exported, of, own=bool(client)))


@exactly
def entries_of_rows(known: Overview, measure: Measure, clients: Sequence[str], reader: Reader) -> Behind:
    """The entries behind the rows of a list that are each of a client, in the order of the rows."""
    of_client: defaultdict[str, list[str]] = defaultdict(list)
    for row, client in enumerate(clients):
        of_client[client].append(str(row))
    found = entries_behind(known, measure, of_client)
    exported = exported_entries([each.entry for each in found], reader.language, "", known.as_of)
    rows = {str(row): client for row, client in enumerate(clients)}
    return Behind(exported, rows, own=True, of=[tuple(of_client[each.entry.client]) for each in found])


def open_points(
    view: BehindView,
    model: OverviewModel,
    measure: Measure,
    segment: Callable[[], tuple[Collection[str] | None, str]] = lambda: (None, ""),
    client: str = "",
    day: Callable[[], date | None] = lambda: None,
) -> None:
    """Open the entries behind a figure of points under a panel; `segment` gives its clients and its name.

    `day` gives the day of the figure, where it is not the model's.
    """

    def made() -> Opened | None:
        clients, name = segment()
        on, known = day(), model.known
        if known is None:
            return None
        known = known if on is None else known.on(on)
        return points_behind(known, measure, model.reader, clients, name, client)

    view.open_rows(made)
