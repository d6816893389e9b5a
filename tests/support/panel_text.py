"""What a panel says, as text: its labelled facts, and the sentences about what is missing."""

from lxml import html

from partnerbook.panels.each.tier_progress.view import TierProgress


def _tree(panel: TierProgress) -> html.HtmlElement:
    values = [child.value for child in panel.children if hasattr(child, "value") and isinstance(child.value, str)]
    return html.fromstring(f"<div>{''.join(values)}</div>")


def facts(panel: TierProgress) -> dict[str, str]:
    """The text of each fact, by its label."""
    return {str(term.text): str(term.getnext().text_content()) for term in _tree(panel).iter("dt")}


def sentences(panel: TierProgress) -> list[str]:
    """The sentences that something is missing, from top to bottom."""
    return [paragraph.text_content() for paragraph in _tree(panel).find_class("pb-problem")]
