"""How often one address or account may ask in a while: whose request it is, and counting that all processes share."""
