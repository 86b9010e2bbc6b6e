"""The screens on which people work: what a new browser context is told of each."""

from __future__ import annotations

from typing import Any

LAPTOP: dict[str, Any] = {"viewport": {"width": 1366, "height": 768}}
PROJECTOR: dict[str, Any] = {"viewport": {"width": 1280, "height": 720}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "user_agent": (
        "Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 (KHTML, like Gecko) "
        "Chrome/126.0.0.0 Mobile Safari/537.36"
    ),
}
SIZES = {"laptop": LAPTOP, "phone": PHONE, "projector": PROJECTOR}
