"""The colours of charts: told apart from each other, on a light and on a dark ground."""

SOLD, MANAGED, LINE = "#00897b", "#5b7fb8", "#c75000"
# Of ink, and of what is empty: the theme's, or where a chart is an image.
THEMED = ("var(--pb-ink)", "var(--pb-empty)")
ON_WHITE = ("#222222", "#dddddd")
