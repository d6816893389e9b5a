"""The JupyterLab extension: its TypeScript source, the bundle that is built from it, and its words in other languages.

No Node is needed to install it. The wheel puts the bundle where JupyterLab looks; for the words JupyterLab asks this
module (entry point `jupyterlab.locale`).
"""


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    """Where the bundle is, for `jupyter builder develop`, which links it into an editable installation."""
    return [{"src": "built", "dest": "partnerbook"}]
