"""Figures and health, from the history alone."""
