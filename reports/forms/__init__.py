"""Questionnaires to be filled in elsewhere and brought back: answer workbook, XLSForm, printed form."""
