"""`python -m partnerbook`: the command, where its folder is not on the path."""

from partnerbook.command.main import main

if __name__ == "__main__":
    raise SystemExit(main())
