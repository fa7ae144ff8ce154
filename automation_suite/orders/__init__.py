"""What has to be shipped and by when, what is held for a person, and which tracking number belongs to which order."""
