"""What pages show beside the records of a selection: sums, charts, rows, and all that hangs on one record.

Everything here starts from a `Selection` or from `.public()`, costs a fixed number of queries and renders nothing.
"""
