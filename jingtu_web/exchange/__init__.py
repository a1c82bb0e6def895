"""What leaves the house as a file: papers that offices edit, stamp and send, in Chinese whatever the page is."""
