"""The registers (名录、清单、台账) a county keeps: one folder each, all of the same shape."""
