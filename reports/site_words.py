"""What a count of sites says of the administration, as keys of phrases."""

from __future__ import annotations

from collections.abc import Mapping

RESULTS: Mapping[bool | None, str] = {
    True: "sites.result.holds",
    False: "sites.result.fails",
    None: "sites.result.open",
}
"""By `SiteTally.holds`."""
