"""The history: runs, the money journal, incidents and messages, as a Django app with one schema for everybody."""
