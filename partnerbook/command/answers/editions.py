"""`partnerbook editions` for programs."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from partnerbook.codes import Measure, RuleKind
from partnerbook.command.answers.json_text import json_value
from partnerbook.command.answers.tier import PointsAnswer, points_answer
from partnerbook.figures.editions import ClientUnder, RuleLine, RulePart, Under
from partnerbook.program.edition import editions


class RuleRow(NamedTuple):
    """A rule of an edition: its value as text, null where it is not known, and what it stands on.

    `changed` is whether the edition before had another. `basis` is "published", "assumed" or "unknown", and `address`
    where the source is.
    """

    rule: str
    edition: date
    value: str | None
    changed: bool
    basis: str
    source: str
    address: str
    note: str


class RulesAnswer(NamedTuple):
    """The rules of every edition: each figure, and what counts as US$100 on the edition's first day."""

    rules: tuple[RuleRow, ...]

    @property
    def rows(self) -> tuple[RuleRow, ...]:
        """Rule by rule, the oldest edition first."""
        return self.rules


class RuleMove(NamedTuple):
    """By how many points a part of the rules moves a figure, as shown, beyond the parts before it."""

    kind: RuleKind
    sold: Decimal
    managed: Decimal


class TierNeed(NamedTuple):
    """What a tier asks for in points under the rules of an edition; null where the book does not have its threshold."""

    tier: str
    measure: Measure
    need: Decimal | None
    have: Decimal
    met: bool | None


class UnderRow(NamedTuple):
    """A client's points under the day's own rules and under another edition's, as shown; `why` is what moves them."""

    edition: date
    client: str
    sold: Decimal
    managed: Decimal
    sold_then: Decimal
    managed_then: Decimal
    difference: Decimal
    why: tuple[RuleKind, ...]


class UnderAnswer(NamedTuple):
    """The day under the rules of an edition; `own` is whether they are in force on it.

    `performing` is null where thresholds are missing. `differs` are the parts of the rules that are others, `moves` add
    up to the difference of the points, and so do the clients, with `others`: of these, whose points are the same, what
    is shown to differ is rounding.
    """

    edition: date
    own: bool
    points: PointsAnswer
    performing: str | None
    credited: str | None
    differs: tuple[RuleKind, ...]
    moves: tuple[RuleMove, ...]
    needs: tuple[TierNeed, ...]
    others: UnderRow


class EditionsAnswer(NamedTuple):
    """The day under the rules of editions side by side, and the clients whose points differ from those of the day."""

    editions: tuple[UnderAnswer, ...]
    clients: tuple[UnderRow, ...]

    @property
    def rows(self) -> tuple[UnderRow, ...]:
        """Edition by edition, client by client."""
        return self.clients


def rules_answer(lines: tuple[RuleLine, ...]) -> RulesAnswer:
    """The rules of every edition."""
    sources = {source.id: source for edition in editions() for source in edition.sources}
    rows = []
    for line in lines:
        for at, (edition, figure) in enumerate(zip(editions(), line.figures, strict=True)):
            if figure is not None:
                source = sources.get(figure.source)
                rows.append(
                    RuleRow(line.key, edition.start, _text(figure.value), at in line.changes, figure.basis,
                            source.title if source else "", source.url if source else "", figure.note)
                )  # fmt: skip
    return RulesAnswer(tuple(rows))


def editions_answer(found: tuple[Under, ...], client: str = "") -> EditionsAnswer:
    """Days under rules, of all clients or of one."""
    rows = (_row(under, each) for under in found for each in under.clients if not client or each.client == client)
    return EditionsAnswer(tuple(map(_under, found)), tuple(rows))


def _under(under: Under) -> UnderAnswer:
    needs = (
        TierNeed(tier.tier, condition.measure, condition.need, condition.have, condition.met)
        for tier in under.tiers
        for condition in tier.conditions
        if isinstance(condition.have, Decimal)
        and isinstance(condition.need, Decimal | None)
        and condition.measure in (Measure.TOTAL, Measure.SOLD, Measure.SOURCED, Measure.MANAGED)
    )
    return UnderAnswer(
        under.edition.start, under.own, points_answer(under.points), under.performing, under.credited, under.rules,
        tuple(map(_move, under.parts)), tuple(needs), _row(under, under.others),
    )  # fmt: skip


def _move(part: RulePart) -> RuleMove:
    return RuleMove(part.kind, part.sold, part.managed)


def _row(under: Under, each: ClientUnder) -> UnderRow:
    why = tuple(part.kind for part in each.parts)
    return UnderRow(under.edition.start, each.client, each.own.sold, each.own.managed, each.other.sold,
                    each.other.managed, each.total, why)  # fmt: skip


def _text(value: object) -> str | None:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return None if value is None else str(json_value(value))
