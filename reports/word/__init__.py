"""How a paper becomes a Word file: its look, its parts, its front pages, an organisation's own template."""
