"""The API: members, items and loans of a lending service. Replace this domain by your own, keep what surrounds it."""

__version__ = "0.1.0"
