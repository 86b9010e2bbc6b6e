"""Copies of one dossier that went on apart, brought together again."""
