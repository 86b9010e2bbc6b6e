"""A whole framework as one text that a person reads from beginning to end, in Markdown."""
