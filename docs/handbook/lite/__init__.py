"""JupyterLab in the browser, with partnerbook's panels and Python itself, as a folder that any server of files can serve."""
