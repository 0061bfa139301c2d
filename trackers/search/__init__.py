"""Finding: what a query chooses among the Changes anyone may see, for pages, feeds and mail alike.

`needles` gives the words of a query their forms, `tsquery` writes them for PostgreSQL, `rows` chooses what may be
found, `sentences` says what is wrong with a query. Below the doors, above the nouns: it only looks.
"""
