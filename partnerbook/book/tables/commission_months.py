"""The rows in which commission is exported: what each deal pays for each month, and what has become of it."""

from partnerbook.book.tables.commission import COMMISSIONS
from partnerbook.book.tables.groups import EXPORTS
from partnerbook.book.tables.revenue import DEALS
from partnerbook.book.tables.shape import Choice, Column, Table
from partnerbook.codes import CommissionRule
from partnerbook.figures.commission_rows import DealMonth
from partnerbook.language.words import commission_rule_words
from partnerbook.names import LANGUAGES

_NAMES = next(choice for choice in EXPORTS if choice.code == "commission_by_month")
_EN, _ES, _PT = ([commission_rule_words(rule, language) for rule in CommissionRule] for language in LANGUAGES)
_RULES = tuple(map(Choice, CommissionRule, _EN, _ES, _PT))
_STATUSES = (
    Choice("forecast", "Forecast", "Pronóstico", "Projeção"),
    Choice("earned", "Earned", "Devengada", "Devida"),
    Choice("expected", "Expected", "Prevista", "Prevista"),
    Choice("unconfirmed", "Not confirmed", "Sin confirmar", "Sem confirmação"),
    Choice("settled", "Settled", "Liquidada", "Liquidada"),
)
COMMISSION_MONTHS = Table(
    name=_NAMES.en,
    es=_NAMES.es,
    pt=_NAMES.pt,
    record=DealMonth,
    purpose="What each deal pays for each month, by our own figures.",
    columns=(
        Column("month", "month", "Month", "Mes", "Mês", "The month that is paid for.", width=12),
        *map(DEALS.column, ("client", "deal", "line", "closed")),
        Column("rule", "choice", "Rule", "Regla", "Regra", "The rule that the deal falls under.", choices=_RULES),
        *map(COMMISSIONS.column, ("base", "rate", "amount", "currency")),
        Column(
            "status", "choice", "Status", "Estado", "Status",
            "Forecast: the month is not over. Earned: its quarter is not. Expected: to be paid. Not confirmed: due, "
            "but no payout is recorded. Settled: recorded as paid.", choices=_STATUSES,
        ),
        Column("expected_on", "date", "Due on", "Se paga el", "A pagar em", "The day its quarter is to be paid."),
        Column(
            "as_of", "date", "As-of day", "Fecha de corte", "Data de referência", "The day the status is seen from."
        ),
    ),
)  # fmt: skip
