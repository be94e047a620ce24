"""What a reader's bibliography takes from the record: each record and each source as an entry, in three formats.

An entry is made of a record (`entries`), written as RIS, BibTeX or CSL JSON (`ris`, `bibtex`, `csl`), and said in words
(`words`). What is cited and why: docs/citing.md.
"""
