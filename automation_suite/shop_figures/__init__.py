"""Figures of each shop by day: traffic, sales, fees."""
