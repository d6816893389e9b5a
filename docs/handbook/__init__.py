"""The handbook: pages written by hand, and those made from the program itself, as a site that needs no other one.

`python -m handbook FOLDER` puts all of them into a folder as Markdown; `nox -s site` makes the site of it.
"""
