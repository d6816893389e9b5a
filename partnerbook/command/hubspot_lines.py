"""What HubSpot's own points say beside ours, as lines for the command line."""

from collections.abc import Iterator

from partnerbook.command.lines import points_text
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
            f"HubSpot reports other points than ours of the same day for {_clients(len(differing))} (first: "
            f"{first.client.client}, {points_text(first.theirs)} there, {points_text(first.ours.total)} here)"
        )
    if days:
        yield f"HubSpot's points of {_clients(len(days))} are more than {STALE_DAYS} days old, the oldest of {days[0]}"


def _clients(count: int) -> str:
    return "1 client" if count == 1 else f"{count} clients"
