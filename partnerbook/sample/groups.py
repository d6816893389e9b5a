"""What the made-up partner does for its clients, which of them it looks at together, and the rows it exports."""

from collections.abc import Iterator, Sequence

from partnerbook.records import Client, SavedReport, Segment, Service

LITTLE_USED = "Little used"
_LITTLE = 30  # of the usage score
_SERVICES = (
    ("Onboarding", "Stage: Delivered"),
    ("Managed marketing", "Stage: In use; Hours a month: 12"),
    ("Training", "Stage: Planned"),
)
_SAVED_REPORTS = (
    SavedReport("Points for the board", "points", note="Every entry behind our points"),
    SavedReport("Renewals of the little used", "renewals", LITTLE_USED),
)


def services(clients: Sequence[Client]) -> Iterator[Service]:
    """The partner services of every third client that is managed now, as a sync would write them."""
    managed = [client for client in clients if client.usage_score is not None]
    for number, client in enumerate(managed[::3]):
        name, details = _SERVICES[number % len(_SERVICES)]
        yield Service(client.client, name, details, record_id=str(8_000_000_001 + number))


def segments(clients: Sequence[Client]) -> Iterator[Segment]:
    """A segment of the clients that hardly use their account."""
    for client in clients:
        if client.usage_score is not None and client.usage_score < _LITTLE:
            yield Segment(LITTLE_USED, client.client)


def saved_reports(clients: Sequence[Client]) -> Iterator[SavedReport]:
    """The exports that the partner makes again and again; none of a segment that has no client."""
    named = {row.segment for row in segments(clients)} | {""}
    return (report for report in _SAVED_REPORTS if report.segment in named)
