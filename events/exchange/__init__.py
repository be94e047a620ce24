"""The exchange format: what it looks like, and how the record is written in it. Reads, never writes."""
