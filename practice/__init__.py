"""The practice Poshmark: a small shop on this machine that behaves as far as known like the real one.

It stands in for what cannot be reached while rehearsing: the shop, its mails, and the owner's mailbox. It imports
nothing of the suite; only the command line starts it.
"""
