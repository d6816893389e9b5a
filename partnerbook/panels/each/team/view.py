"""The view of the team at HubSpot: person by person, with the ways to reach them."""

import re
from collections.abc import Iterable
from urllib.parse import quote

from markupsafe import Markup

from partnerbook.book.tables import HUBSPOT_TEAM
from partnerbook.book.tables.choices import TEAM_ROLES
from partnerbook.figures.overview import Overview
from partnerbook.panels.each.team.model import TeamModel
from partnerbook.panels.frame.book_panel import BookPanel, Part
from partnerbook.panels.frame.html import alert, html
from partnerbook.panels.frame.table import Form, labelled
from partnerbook.panels.frame.view import live
from partnerbook.records import TeamMember

_WEB = re.compile(r"https?://\S+", re.IGNORECASE)


class HubSpotTeam(BookPanel):
    """The people of a book who help at HubSpot; `sample` says that the book is the made-up one."""

    section = "team"
    model: TeamModel

    def __init__(self, model: TeamModel, sample: bool = False) -> None:
        # no field shows the day, so what is wrong with it is told here
        wrong = live(model, lambda: alert(model.problems["as_of"]) if "as_of" in model.problems else "")
        super().__init__(model, sample, [], [self._people], [wrong])

    def _people(self, known: Overview, form: Form) -> Iterable[Part]:
        """Each person with what they are and do."""
        reader, members = self.model.reader, known.book.hubspot_team
        if not members:
            empty = reader.words["team"]["empty"].format(sheet=HUBSPOT_TEAM.label(reader.language))
            yield Part(sentences=[empty])
        for member in members:
            yield Part(member.name, body=labelled(self._rows(member), form))

    def _rows(self, member: TeamMember) -> list[tuple[str, str]]:
        language = self.model.reader.language
        roles = {choice.code: choice.label(language) for choice in TEAM_ROLES}
        told = (
            ("role", roles.get(member.role, member.role)),
            ("helps_with", member.helps_with),
            ("mail", _link(f"mailto:{quote(member.mail, safe='@')}", member.mail)),
            ("phone", member.phone),
            ("link", _link(member.link, member.link) if _WEB.fullmatch(member.link) else member.link),
        )
        return [(HUBSPOT_TEAM.column(field).heading(language), value) for field, value in told if value]


def _link(address: str, text: str) -> Markup:
    """A text as a link to an address; nothing where there is no text."""
    return html("frame/link.html", address=address, text=text) if text else Markup()
