"""The finance sheet's parts, and the tables and LAMBDAs of its edition without add-in."""
