"""The daily figures: one fact table, computed from the ledger's events, and what reads it."""
