"""The audit log: who read or wrote what, append-only, by plain ids."""
