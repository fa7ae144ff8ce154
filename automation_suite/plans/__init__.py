"""Intended changes: planned, shown, approved, applied row by row, read back, undone."""
