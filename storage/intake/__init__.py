"""What was filled in elsewhere comes back: workbooks, submissions of forms, copies, each read as proposed changes."""
