"""main.py of xlwings Lite: the functions of partnerbook as Excel functions. Needs lite/requirements.txt beside it."""

from partnerbook_udfs import *  # noqa: F403 (xlwings Lite offers what stands in this module)
