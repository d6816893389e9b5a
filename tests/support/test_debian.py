"""The backports come from the mirror that apt already uses, and are added once."""

import pytest

from support.debian import backports_source

OWN = "bookworm bookworm main http://mirror.example/debian/"
UPDATES = "bookworm-updates bookworm-updates main http://mirror.example/debian/"
SECURITY = "bookworm-security bookworm-security main http://mirror.example/debian-security/"
OTHER = "nodistro nodistro main https://packages.example/node/"


def test_the_mirror_is_the_one_in_use():
    source = backports_source(f"{OTHER}\n{SECURITY}\n{OWN}\n{UPDATES}", "bookworm")
    assert "URIs: http://mirror.example/debian/\nSuites: bookworm-backports\nComponents: main\n" in source


def test_a_release_may_be_named_by_its_state():
    targets = "oldstable bookworm main http://mirror.example/debian/"
    assert "URIs: http://mirror.example/debian/\n" in backports_source(targets, "bookworm")


def test_backports_that_are_there_are_not_added_again():
    backports = "bookworm-backports bookworm-backports main http://mirror.example/debian/"
    assert backports_source(f"{OWN}\n{backports}", "bookworm") == ""


def test_another_component_is_no_mirror():
    with pytest.raises(LookupError, match="apt has no mirror of Debian bookworm"):
        backports_source("bookworm bookworm contrib http://mirror.example/debian/", "bookworm")
