"""The panels, a folder each: a model that works out, and a view that shows."""
