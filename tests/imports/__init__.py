"""Tests of importing the exchange format."""
