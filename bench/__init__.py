"""Scale data and timings. Nothing in the project imports from here."""
