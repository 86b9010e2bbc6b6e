"""Long searches in processes of their own, so that no page waits: what is asked, who works on it, how far it is."""
