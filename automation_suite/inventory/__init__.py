"""The owner's stock and its event ledger, with import and export."""
