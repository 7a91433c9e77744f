"""Settings, WSGI, and what stands between the network and the rooms."""
