"""Commendation and criticism by criteria published beforehand."""
