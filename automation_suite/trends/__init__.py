"""What rises and falls in a shop's own figures, and how sure that is."""
