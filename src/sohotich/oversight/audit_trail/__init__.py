"""The access log for those who must look into it: search, print, the chain of seals."""
