"""Three filled assessments of fictional administrations, and the program that writes them."""
