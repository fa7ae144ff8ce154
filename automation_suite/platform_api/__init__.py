"""Calling a platform's official API: authorization, budgets of calls, errors in plain words. Knows no platform's rules."""
