"""What a closet has sold, as the platform lists it. Reads only."""
