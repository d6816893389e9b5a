"""Our add-in with the buttons in Excel: xlwings' own start of an add-in, with our macros, buttons and settings.

It is made of the xlwings that is installed, so that both are of one version, and needs no licence of xlwings PRO.
"""

import io
import re
import sys
import zipfile
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from partnerbook.errors import PartnerbookError, Sentence
from partnerbook.functions.hosts.xlwings.vba import module_texts, with_texts
from partnerbook.language.texts import texts

ADD_IN = "partnerbook.xlam"
COPIES = "partnerbook"  # the folder of copies, in the one for what is temporary
TASKS = ("check", "report", "renewals", "sync")
SETTINGS_SHEET = "partnerbook.conf"
PYTHON_OF = {"win32": "INTERPRETER_WIN", "darwin": "INTERPRETER_MAC"}
_TEMPLATE = "quickstart_addin_ribbon.xlam"
_MACROS, _XLWINGS = "RibbonMyAddin", "xlwings"  # its modules
_PYTHON = "partnerbook.command.buttons"
_NAMED = 'PROJECT_NAME As String = "myaddin"'
_UNLIKE = Sentence("The add-in of this xlwings is another than partnerbook knows: install xlwings 0.37.")
_IMAGES = {"check": "Spelling", "report": "ChartTypeColumnInsertGallery", "renewals": "RecurrenceEdit",
           "sync": "RefreshAll"}  # fmt: skip
_HANDLERS = {"check": "PressedCheck", "report": "PressedReport", "renewals": "PressedRenewals", "sync": "PressedSync"}
# Whatever could start another program, or write into the workbook: else a file beside the workbook could say it.
_SETTINGS = {
    "ADD_WORKBOOK_TO_PYTHONPATH": "False",  # whose local folder is unknown if it lies in OneDrive
    "SHOW_ERROR_POPUPS": "True",  # else errors are written into the person's workbook
    **dict.fromkeys(("INTERPRETER", "PYTHONPATH", "CONDA PATH", "CONDA ENV", "LICENSE_KEY"), ""),
    **{f"{cloud}_{system}": "" for cloud in ("ONEDRIVE_CONSUMER", "ONEDRIVE_COMMERCIAL", "SHAREPOINT")
       for system in ("WIN", "MAC")},
}  # fmt: skip


def startup_folder(home: Path, environment: Mapping[str, str], platform: str = sys.platform) -> Path | None:
    """The folder whose add-ins Excel opens when it starts; None on a system without Excel."""
    if platform == "darwin":
        office = home / "Library/Group Containers/UBF8T346G9.Office"
        return office / "User Content.localized/Startup.localized/Excel"
    roaming = environment.get("APPDATA")
    return Path(roaming) / "Microsoft" / "Excel" / "XLSTART" if platform == "win32" and roaming else None


def copies_folder(home: Path, environment: Mapping[str, str], platform: str = sys.platform) -> Path:
    """The folder into which the macros save copies: one that Excel may write to without asking."""
    if platform == "darwin":
        return home / "Library/Containers/com.microsoft.Excel/Data" / COPIES
    return Path(environment.get("TEMP", "")) / COPIES


def add_in(xlwings: Path, python: Path, platform: str, language: str = "en") -> bytes:
    """The add-in as a file, made of an installed xlwings (its folder), with the Python that Excel starts.

    Errors: PartnerbookError for an xlwings whose own add-in is another than we know.
    """
    template = xlwings / _TEMPLATE
    if not template.is_file():
        raise PartnerbookError(
            "This xlwings has no {template}: install xlwings 0.33 or newer, before 1.0.", template=_TEMPLATE
        )
    settings = dict.fromkeys(PYTHON_OF.values(), "") | _SETTINGS
    if platform in PYTHON_OF:
        settings[PYTHON_OF[platform]] = str(python)
    made = io.BytesIO()
    with zipfile.ZipFile(template) as parts, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        changed = _changed_parts({name: parts.read(name) for name in parts.namelist()}, settings, language)
        for name, part in changed.items():
            written.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _changed_parts(parts: dict[str, bytes], settings: Mapping[str, str], language: str) -> dict[str, bytes]:
    try:
        project, workbook, sheet = (
            parts[name] for name in ("xl/vbaProject.bin", "xl/workbook.xml", "xl/worksheets/sheet1.xml")
        )
        text = module_texts(project)[_XLWINGS]
    except KeyError:
        raise PartnerbookError(_UNLIKE) from None
    code_name = re.search(rb'codeName="(\w+)"', sheet)
    if text.count(_NAMED) != 1 or workbook.count(b'"_myaddin.conf"') != 1 or code_name is None:
        raise PartnerbookError(_UNLIKE)
    own = text.replace(_NAMED, _NAMED.replace("myaddin", SETTINGS_SHEET.removesuffix(".conf")))
    new_project = with_texts(project, {_XLWINGS: own, _MACROS: macros(language)})
    return parts | {
        "xl/vbaProject.bin": new_project,
        "xl/workbook.xml": workbook.replace(b'"_myaddin.conf"', f'"{SETTINGS_SHEET}"'.encode()),
        "xl/worksheets/sheet1.xml": _settings_sheet(settings, code_name[1].decode()),
        "customUI/customUI.xml": ribbon(language),
    }


def macros(language: str) -> str:
    """The text of our macros, with what they tell in a language."""
    text = files("partnerbook.functions.hosts.xlwings").joinpath("buttons.bas").read_text(encoding="ascii")
    said = {key: words.replace('"', '""') for key, words in texts("excel", language)["macros"].items()}
    for key, words in (said | {"module": _MACROS, "python": _PYTHON, "folder": COPIES}).items():
        text = text.replace(f"{{{key}}}", words)
    return text


def ribbon(language: str) -> bytes:
    """The tab with our buttons, as Excel's ribbon is described."""
    said = texts("excel", language)["ribbon"]
    buttons = "".join(
        f'<button id="partnerbook_{task}" label={quoteattr(said[task])} size="large" imageMso="{_IMAGES[task]}" '
        f'onAction="{_MACROS}.{_HANDLERS[task]}" screentip={quoteattr(said[task])} '
        f"supertip={quoteattr(said[f'{task}_tip'])}/>"
        for task in TASKS
    )
    return (
        '<customUI xmlns="http://schemas.microsoft.com/office/2006/01/customui"><ribbon startFromScratch="false"><tabs>'
        f'<tab id="partnerbook_tab" label="partnerbook"><group id="partnerbook_group" label={quoteattr(said["group"])}>'
        f"{buttons}</group></tab></tabs></ribbon></customUI>"
    ).encode()


def _settings_sheet(settings: Mapping[str, str], code_name: str) -> bytes:
    """The sheet from which xlwings takes its settings: keys in column A, values in column B."""
    rows = "".join(
        f'<row r="{row}">{_text_cell("A", row, key)}{_text_cell("B", row, value)}</row>'
        for row, (key, value) in enumerate(settings.items(), 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<sheetPr codeName="{code_name}"/><sheetData>{rows}</sheetData></worksheet>'
    ).encode()


def _text_cell(column: str, row: int, text: str) -> str:
    if not text:
        return ""
    return f'<c r="{column}{row}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
