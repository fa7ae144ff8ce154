"""From an item of the inventory to a listing that the platform takes, or the reasons why there is none yet."""
