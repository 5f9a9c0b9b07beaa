"""What measures the program is itself tested."""
