"""Moving money at most once: the journal, the rules before the click, and the verdict after it."""
