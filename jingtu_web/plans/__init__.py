"""Stored plans: the reading as it was made, corrections beside it, what was recorded, and the state for a day."""
