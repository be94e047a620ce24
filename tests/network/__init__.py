"""The network of a selection: its mathematics, its page and its files."""
