"""Etsy's official API: one module for each part, and the targets of plans. A function makes one call, or reads one list."""
