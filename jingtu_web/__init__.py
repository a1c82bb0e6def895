"""What people enter, change and see."""
