"""What is asked and what was answered: frameworks, assessments, answers, evidence and the one outcome held for each question."""
