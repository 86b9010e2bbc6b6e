"""The words of the program in every language it speaks, and how numbers, dates and money are written in each."""
