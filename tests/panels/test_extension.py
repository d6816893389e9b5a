"""What the JupyterLab extension is told of the panels is what the registry and the messages say."""

from pathlib import Path

import pytest
from support.places import ROOT

from partnerbook.names import LANGUAGES
from partnerbook.panels import extension
from partnerbook.panels.registry import PANELS

SOURCE = ROOT / "partnerbook" / "labextension"
WRITTEN = [SOURCE / "src" / "panels.json", *sorted(SOURCE.glob("locale/*/LC_MESSAGES/partnerbook.json"))]
COMMAND = "python -m partnerbook.panels.extension"


@pytest.mark.parametrize("file", WRITTEN, ids=lambda file: file.relative_to(SOURCE).as_posix())
def test_the_extension_knows_the_panels_of_the_registry(file: Path, tmp_path: Path) -> None:
    for each in WRITTEN:
        copy = tmp_path / each.relative_to(SOURCE)
        copy.parent.mkdir(parents=True)
        copy.write_bytes(each.read_bytes())
    (tmp_path / "src" / "panels.json").unlink()
    extension.write(tmp_path)
    assert (tmp_path / file.relative_to(SOURCE)).read_bytes() == file.read_bytes(), COMMAND


def test_a_new_panel_comes_into_the_catalogues() -> None:
    assert len(WRITTEN) == len(LANGUAGES)
    found = extension.catalogue('{"": {"domain": "partnerbook"}, "Details": ["Detalles"]}', "es")
    assert '"Details": [\n    "Detalles"\n  ]' in found
    assert '"Points calculator": [\n    "Calculadora de puntos"\n  ]' in found
    assert found.count("[") == 1 + 2 * len(PANELS)
