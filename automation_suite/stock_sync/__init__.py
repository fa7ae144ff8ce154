"""Keeping the listings of several platforms at what is in stock: sales become events, events become quantities."""
