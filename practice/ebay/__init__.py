"""The practice eBay: a shop on this machine that speaks the REST APIs and refuses what the real ones would refuse.

Which requests exist, and what they may carry, stands in ``contract.yaml``. What the real service answers where nobody
has described it is marked ``invented``.
"""
