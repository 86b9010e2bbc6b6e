"""Widgets that own their key: one a file."""
