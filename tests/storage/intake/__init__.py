"""Tests of reading back what was filled in elsewhere."""
