"""Endurance: a thousand kills, years of mornings, faults of the machine, each with its bars. No part of ``run.py test``."""
