"""eBay's official APIs: one module for each, and the targets of plans. Each function makes one call, or reads one list."""
