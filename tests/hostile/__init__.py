"""Files that somebody made to hurt, or that came broken: kept, read in every run, and new ones by chance."""
