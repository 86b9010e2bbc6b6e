"""Who may do what: seats, permissions, and the door before every page, socket and download."""
