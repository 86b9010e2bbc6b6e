"""The donor workbook: one sheet a file, live formulas with their cached results, and checks that a reader can see."""
