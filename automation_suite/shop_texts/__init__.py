"""The texts of a shop as its owner wants them, against those that are live."""
