"""The public pages. Each view parses, asks and renders; what is asked lies in selection, profile and models."""
