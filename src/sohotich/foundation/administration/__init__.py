"""Screens of signing in, people, policies and jobs."""
