"""Feedback on eBay: what is left for buyers, and drafts of replies that a person decides on."""
