"""What HubSpot's own points say beside ours, as lines for the command line."""

from collections.abc import Iterator

from partnerbook.command.lines import points_text
from partnerbook.errors import Sentence
from partnerbook.figures.compared import STALE_DAYS
from partnerbook.figures.overview import Overview


def hubspot_lines(known: Overview) -> Iterator[str]:
    """How many clients HubSpot reports other points of than ours of the same day, and of how many old ones."""
    differing = [each for each in known.compared if each.difference]
    days = sorted(each.day for each in known.compared if each.stale and each.day)
    if differing or days:
        yield ""
    if differing:
        first = differing[0]
        yield (
            Sentence(
                "HubSpot reports other points than ours of the same day for {clients} (first: {client}, "
                "{theirs} there, {total} here)",
                clients=_clients(len(differing)),
                client=first.client.client,
                theirs=points_text(first.theirs),
                total=points_text(first.ours.total),
            )
        )
    if days:
        yield Sentence(
            "HubSpot's points of {clients} are more than {stale_days} days old, the oldest of {days}",
            clients=_clients(len(days)),
            stale_days=STALE_DAYS,
            days=days[0],
        )


def _clients(count: int) -> str:
    return Sentence("1 client") if count == 1 else Sentence("{count} clients", count=count)
