"""Jalon: a capstone template and the checker that audits any repository against a certification."""

__version__ = "0.1.0"
