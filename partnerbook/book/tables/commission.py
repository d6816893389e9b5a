"""The tables of the money that HubSpot pays the partner: the lines of its statements, and what reached the bank."""

from partnerbook import records
from partnerbook.book.tables.choices import COMMISSION_STATUSES
from partnerbook.book.tables.shape import Column, Table
from partnerbook.book.tables.shared import CLIENT, CURRENCY, LINE, NOTE

COMMISSIONS = Table(
    name="Commissions",
    es="Comisiones",
    pt="Comissões",
    record=records.CommissionLine,
    purpose="The lines of your commission statements, as HubSpot has them.",
    optional=True,
    columns=(
        Column(
            "period", "period", "Period", "Periodo", "Período",
            "The quarter or the month that the statement is of: 2026-Q3 or 2026-07.", required=True,
            also=("Statement period", "Commission period", "Quarter", "Trimestre"), width=12,
        ),
        CLIENT,
        Column(
            "deal", "text", "Deal", "Negocio", "Negócio",
            "The deal's name or number, as on the Deals sheet; or its HubSpot record.", width=26,
            also=("Deal name", "Nombre del negocio", "Nome do negócio"),
        ),
        LINE._replace(required=False, help="The HubSpot product line, such as Marketing Hub."),
        Column(
            "base", "change", "Base", "Base", "Base",
            "The revenue of the period from which the commission is worked out.",
            also=("Commission base", "Revenue", "Ingresos", "Receita"),
        ),
        Column(
            "rate", "rate", "Rate", "Tasa", "Taxa", "The share of the base, such as 20%.",
            also=("Commission rate", "Tasa de comisión", "Taxa de comissão"), width=10,
        ),
        Column(
            "amount", "change", "Commission", "Comisión", "Comissão",
            "What HubSpot states for the line. Negative: money that it takes back.", required=True,
            also=("Commission amount", "Importe de la comisión", "Valor da comissão"),
        ),
        CURRENCY._replace(help="The currency of the statement, as a three-letter code."),
        Column(
            "status", "choice", "Status", "Estado", "Status",
            "Expected: still to be earned. Earned: stated and not paid yet. Empty: Paid where a day of payment stands, "
            "Clawed back where the commission is negative, Earned else.", choices=COMMISSION_STATUSES, width=14,
        ),
        Column(
            "paid_on", "date", "Paid on", "Pagado el", "Pago em", "The day HubSpot paid it; empty until then.",
            also=("Payment date", "Fecha de pago", "Data de pagamento"),
        ),
        NOTE,
    ),
)  # fmt: skip

PAYOUTS = Table(
    name="Payouts",
    es="Pagos de comisiones",
    pt="Pagamentos de comissões",
    record=records.Payout,
    purpose="What reached your bank for each quarter's commission, and what is still to come.",
    optional=True,
    columns=(
        Column(
            "period", "quarter", "Commission quarter", "Trimestre de la comisión", "Trimestre da comissão",
            "The quarter whose commission it is: 2026-Q3.", required=True, width=12,
        ),
        Column(
            "expected_on", "date", "Expected on", "Previsto para el", "Previsto para",
            "The day you were told, if any. Empty: so many days after the quarter as the Settings say.",
        ),
        Column(
            "received_on", "date", "Received on", "Recibido el", "Recebido em",
            "The day the money came in; empty until then.",
        ),
        Column(
            "gross", "change", "Gross commission", "Comisión bruta", "Comissão bruta",
            "What HubSpot sent, before any fee.", also=("Gross", "Bruto", "Gross amount"), width=16,
        ),
        Column(
            "fee", "money", "Fee", "Comisión bancaria", "Tarifa", "What the bank or the payment service kept.",
            also=("Fees", "Bank fee", "Gastos", "Tarifa bancária"),
        ),
        Column(
            "net", "change", "Net received", "Neto recibido", "Líquido recebido", "What came in.",
            also=("Net", "Neto", "Líquido", "Net amount"),
        ),
        CURRENCY._replace(help="The currency in which the money came in, as a three-letter code."),
        NOTE,
    ),
)  # fmt: skip
