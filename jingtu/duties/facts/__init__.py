"""Facts: what the registers say of a subject, and all that the law is asked about. One dataclass per subject."""
