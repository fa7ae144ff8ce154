"""What may be done with a box that lies over a page: pure decisions, no browser.

``overlay`` holds what the page told, ``wording`` and the two word lists what labels and texts mean, ``kinds`` what
sort of box it is, ``decision`` what is done with it.
"""
