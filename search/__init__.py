"""Questions answered: precedents, recurrence, ledger, exports."""
