"""Open data: what anyone may see, as files, each night. Metadata alone, in one snapshot of the database.

``tables`` reads, ``package`` describes, ``write`` makes a folder of both, ``release`` says when, and what is kept.
"""
