"""The record for programs, at `/api/v1/`: read-only, the same parameters, selections and columns as pages and files.

Layers, each importing only from those left of it:
`problems, limits < questions < records < base < parameters < views < networks, document < reference < urls`.
"""
