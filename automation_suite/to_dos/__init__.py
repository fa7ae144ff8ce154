"""What no program can do for the owner, until it is done."""
