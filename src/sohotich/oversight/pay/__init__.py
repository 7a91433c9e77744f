"""What the work costs and who is paid what: the norms of TT 194/2012/TT-BTC on the work itself."""
