"""What a shop changes for a season, how long before it, and when it goes back."""
