"""Messages to the owner: what they say, how they are sent, and how none of them is lost."""
