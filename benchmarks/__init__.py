"""What the suite costs, as ratios against what a user would otherwise run. No part of ``run.py test``."""
