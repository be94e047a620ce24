"""What the site has to stand: load, faults, replicas that fail. Run by hand with `make torture`; it takes minutes."""
