"""What the law asks of whom, and by when."""
