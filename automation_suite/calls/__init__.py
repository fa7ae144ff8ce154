"""How many calls each platform still allows."""
