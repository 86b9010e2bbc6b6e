"""What `run.py` does on a fresh machine, with Python's standard library alone: install, serve, prove."""
