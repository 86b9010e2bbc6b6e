"""What is asked and what was answered: frameworks, assessments, evidence, and the outcome held."""
