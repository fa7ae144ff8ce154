"""What the runs have left in the results, how long it is kept, and deleting the rest."""
