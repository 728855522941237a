"""Makes click speak Chinese.

click takes its sentences from gettext's current domain; ours holds all of them, compiled from
`locale/zh_CN/LC_MESSAGES/huitoukan.po`.
"""

import gettext
import os
from pathlib import Path

DOMAIN = "huitoukan"
CATALOGUES = Path(__file__).parent / "locale"


def speak_chinese() -> None:
    """Lets gettext answer from our catalogue, whatever the user's locale."""
    # The only thing that gettext's module functions take a language from; Windows sets none.
    os.environ["LANGUAGE"] = "zh_CN"
    gettext.bindtextdomain(DOMAIN, CATALOGUES)
    gettext.textdomain(DOMAIN)
