"""Cell notes, sized to their text."""

from openpyxl.comments import Comment


def note(text: str) -> Comment:
    """A cell note, sized to its text."""
    comment = Comment(text, "partnerbook")
    comment.width = 260
    comment.height = 24 + 18 * (1 + len(text) // 38)
    return comment
