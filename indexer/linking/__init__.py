"""Which findings say the same: groups, relapses and shared passages, each with its reasons."""
