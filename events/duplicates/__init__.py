"""Which records may be the same, how sure that is, and why.

`events` compares events, `actors` organizations, people and frameworks. Both ask the database for candidates, so that
no pair is looked at that shares nothing, and judge them with points whose sum is the score. `ledger` keeps what people
decided: pairs that are not the same are not asked about again.
"""
