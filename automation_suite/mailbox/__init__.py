"""One-time codes from the owner's mailbox: which mail is believed, and which number in it is the code."""
