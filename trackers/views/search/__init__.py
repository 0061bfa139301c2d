"""Finding: a search of the Changes anyone may see, as a page and for feeds.

`needles` gives the words of a query their forms, `tsquery` writes them for PostgreSQL, `rows` chooses what may be
found, `marks` shows why something was, `sentences` says what is wrong, `address` finds an article by its address,
`page` answers.
"""
