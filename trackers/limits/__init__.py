"""How much one address or account may ask for in a while: whose request it is, and counting that all processes share."""
