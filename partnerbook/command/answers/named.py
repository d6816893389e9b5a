"""What each command answers, by a name: a new answer has its line here, and is in the schema."""

from collections.abc import Mapping
from typing import Any

from partnerbook.command.answers.ahead import GoalAnswer, OutlookAnswer, StakeAnswer
from partnerbook.command.answers.calc import CalcAnswer
from partnerbook.command.answers.changes import ClientsChangesAnswer, EntriesChangesAnswer
from partnerbook.command.answers.check import CheckAnswer
from partnerbook.command.answers.client import ClientAnswer
from partnerbook.command.answers.commission import (
    ClientsCommissionAnswer,
    DealsCommissionAnswer,
    PeriodsCommissionAnswer,
)
from partnerbook.command.answers.compared import CompareAnswer, ExplainAnswer
from partnerbook.command.answers.editions import EditionsAnswer, RulesAnswer
from partnerbook.command.answers.network import NetworkAnswer
from partnerbook.command.answers.points import AmountPointsAnswer, ClientsPointsAnswer, PointsMoneyAnswer
from partnerbook.command.answers.reconcile import ReconcileAnswer
from partnerbook.command.answers.renewals import RenewalsAnswer
from partnerbook.command.answers.scenario import ScenariosAnswer
from partnerbook.command.answers.selling import SellingAnswer, TeamAnswer, UsageAnswer
from partnerbook.command.answers.tier import TierAnswer

ANSWERS: Mapping[str, type[Any]] = {
    "tier": TierAnswer,
    "points": ClientsPointsAnswer,
    "points of an amount": AmountPointsAnswer,
    "money of points": PointsMoneyAnswer,
    "renewals": RenewalsAnswer,
    "commission by period": PeriodsCommissionAnswer,
    "commission by client": ClientsCommissionAnswer,
    "commission by deal": DealsCommissionAnswer,
    "check": CheckAnswer,
    "calc": CalcAnswer,
    "changes by client": ClientsChangesAnswer,
    "changes by entry": EntriesChangesAnswer,
    "client": ClientAnswer,
    "selling": SellingAnswer,
    "usage": UsageAnswer,
    "team": TeamAnswer,
    "outlook": OutlookAnswer,
    "stake": StakeAnswer,
    "goal": GoalAnswer,
    "scenario": ScenariosAnswer,
    "explain": ExplainAnswer,
    "compare": CompareAnswer,
    "reconcile": ReconcileAnswer,
    "network": NetworkAnswer,
    "editions": EditionsAnswer,
    "rules of the editions": RulesAnswer,
}
