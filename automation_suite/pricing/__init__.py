"""What an item may cost, what it should cost by the asks for the same item, and how it stands among them."""
