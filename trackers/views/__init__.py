"""Public pages: they only look, are complete without a script, and reach no pipeline, wire or queue."""
