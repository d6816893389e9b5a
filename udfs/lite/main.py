"""main.py of xlwings Lite: the functions and scripts of partnerbook. Needs lite/requirements.txt beside it."""

from partnerbook_udfs import *  # noqa: F403

from partnerbook.functions.hosts.xlwings.lite_scripts import *  # noqa: F403 (xlwings Lite offers what stands here)
