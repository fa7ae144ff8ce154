"""Titles and tags: what a platform allows in them, and which of the buyers' words they cover."""
