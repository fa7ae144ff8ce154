"""What a buyer asks, and the draft of an answer, which only a person sends."""
