"""What the product does, measured beside its peers: `make bench`, or `python -m bench NAME…`."""
