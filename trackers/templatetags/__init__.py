"""What templates may ask for: times, durations, marked words and addresses, as text that templates escape."""
