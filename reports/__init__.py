"""Every document that leaves the tool: what it says is decided once as a report, and only then written in a format."""
