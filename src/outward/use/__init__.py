"""USE: the ledger as measures, a team's hands up, and the record for professional development.

Accounts, followers and streaks are never counted: only minutes, takeaways and people talked with.
"""
