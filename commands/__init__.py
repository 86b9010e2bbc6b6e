"""The commands of `cli.py`, one a file: the work of the application without a screen."""
