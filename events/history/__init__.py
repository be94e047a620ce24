"""What the record was like before, and who changed it, when, why and how. Reads, never writes."""
