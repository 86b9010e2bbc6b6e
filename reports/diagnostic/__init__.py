"""The diagnostic report, the briefing and the public summary in words: sentences made from numbers by rules."""
