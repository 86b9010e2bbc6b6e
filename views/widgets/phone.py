"""Whether the reader holds a phone: all that the server learns of the screen, by the name a browser gives itself."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PHONES = re.compile(r"iPhone|iPod|Android.+Mobile|Windows Phone|Mobile.+Firefox", re.IGNORECASE)


def is_phone(headers: Mapping[str, str]) -> bool:
    """True where the browser says that it runs on a phone. A tablet has room for what a desk shows."""
    return _PHONES.search(headers.get("User-Agent", "")) is not None
