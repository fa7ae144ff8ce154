"""Pages that are one file each: no network, no foreign program, nothing in a text is markup."""
