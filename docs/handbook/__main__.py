"""`python -m handbook FOLDER [PICTURES]`: every page as Markdown in a folder, with the pictures that are in another."""

import sys
from pathlib import Path

from handbook.assemble import assemble

if __name__ == "__main__":
    assemble(Path(sys.argv[1]), *map(Path, sys.argv[2:3]))
