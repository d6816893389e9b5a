"""Asks LibreOffice what it shows, and prints it as JSON: a script for the Python that LibreOffice runs add-ins with.

    python3 ask.py texts SOFFICE [SETTING...]             help of the add-in functions, as in the function wizard
    python3 ask.py cells WORKBOOK SOFFICE [SETTING...]    every cell of a workbook: numbers in full, errors as codes
    python3 ask.py seconds WORKBOOK SOFFICE [SETTING...]  how long it takes to work all of it out, a few times
    python3 ask.py macros WORKBOOK SOFFICE [SETTING...]   the text of every module of its VBA project, by name
    python3 ask.py moved JOBS SOFFICE [SETTING...]        the cells of workbooks after each of several changes of inputs

JOBS is a JSON file: [[workbook, [[[sheet, cell, value], ...], ...]], ...]; each change is made upon the one before it.

A workbook that LibreOffice saves has its numbers to 15 digits, and every error of its own as #VALUE!.
"""

import json
import os
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path

SECONDS = 120
TIMES = 7
ADD_INS = 11  # their category


def main():
    """Start LibreOffice, ask it, and end it."""
    kind, *arguments = sys.argv[1:]
    file = arguments.pop(0) if kind != "texts" else ""
    pipe = f"partnerbook-{os.getpid()}"
    hidden = ("--headless", "--norestore", "--nologo", "--nodefault")
    command = [*arguments, *hidden, f"--accept=pipe,name={pipe};urp"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 (what the tests ask for)
    try:
        context = connected(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext", process)
        create = context.ServiceManager.createInstanceWithContext
        desktop = create("com.sun.star.frame.Desktop", context)
        if kind == "texts":
            answer = texts(create("com.sun.star.sheet.FunctionDescriptions", context))
        elif kind == "moved":
            jobs = json.loads(Path(file).read_text(encoding="utf-8"))
            answer = [moved(opened(desktop, path), changes) for path, changes in jobs]
        else:
            answer = {"cells": cells, "macros": macros, "seconds": seconds}[kind](opened(desktop, file))
        sys.stdout.write(json.dumps(answer))
        desktop.terminate()
        process.wait(SECONDS)
    finally:
        process.kill()


def connected(address, process):
    """The context of the LibreOffice that was started, as soon as it listens."""
    uno = import_module("uno")  # only this Python has it, and pytest looks into every file
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    end = time.monotonic() + SECONDS
    while True:
        try:
            return resolver.resolve(address)
        except uno.getClass("com.sun.star.connection.NoConnectException"):
            if time.monotonic() > end or process.poll():
                raise
            time.sleep(0.1)


def texts(descriptions):
    """Description, and name and help of the parameters, of every add-in function."""
    functions = [
        {each.Name: each.Value for each in descriptions.getByIndex(index)} for index in range(descriptions.Count)
    ]
    return {
        each["Name"]: [each["Description"], *([one.Name, one.Description] for one in each["Arguments"])]
        for each in functions
        if each["Category"] == ADD_INS
    }


def opened(desktop, path):
    """A workbook, worked out."""
    hidden = import_module("uno").createUnoStruct("com.sun.star.beans.PropertyValue")
    hidden.Name, hidden.Value = "Hidden", True
    return desktop.loadComponentFromURL(Path(path).resolve().as_uri(), "_blank", 0, (hidden,))


def macros(workbook):
    """The text of each module, by name, as LibreOffice reads it from a VBA project."""
    libraries = workbook.BasicLibraries
    named = [libraries.getByName(name) for name in libraries.ElementNames]
    return {module: library.getByName(module) for library in named for module in library.ElementNames}


def cells(workbook):
    """Rows of values by sheet; an error is {"error": code}, an empty cell ""."""
    return {sheet.Name: rows(sheet) for sheet in workbook.Sheets}


def moved(workbook, changes):
    """The cells after each change; the first is worked out as LibreOffice opened it."""
    answers = []
    for change in changes:
        for sheet, place, value in change:
            cell = workbook.Sheets.getByName(sheet).getCellRangeByName(place)
            if isinstance(value, str):
                cell.String = value
            else:
                cell.Value = value
        workbook.calculateAll()
        answers.append(cells(workbook))
    workbook.close(True)
    return answers


def seconds(workbook):
    """What working out every formula takes, time after time."""
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        workbook.calculateAll()
        taken.append(time.perf_counter() - began)
    return taken


def rows(sheet):
    """The values of the part of a sheet that is in use."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    last = cursor.RangeAddress
    data = sheet.getCellRangeByPosition(0, 0, last.EndColumn, last.EndRow).DataArray
    return [
        [
            {"error": sheet.getCellByPosition(across, down).getError()} if value is None else value
            for across, value in enumerate(row)
        ]
        for down, row in enumerate(data)
    ]


if __name__ == "__main__":
    main()
