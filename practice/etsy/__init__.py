"""The practice Etsy: a shop on this machine that speaks Open API v3 and refuses what the real one would refuse.

Which requests exist, and what they may carry, stands in ``contract.yaml``. What the real service answers where nobody
has described it is marked ``invented``.
"""
