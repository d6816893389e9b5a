"""Where things lie, for tests at any depth."""

from pathlib import Path

import partnerbook

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent
CASES = TESTS / "cases"
PACKAGE = Path(partnerbook.__file__).parent
