"""Says what kinds of change an edit is, each with the exact words that went and came."""
