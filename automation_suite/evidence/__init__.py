"""Evidence: what a failed run leaves for a person, and which class of trouble it shows."""
