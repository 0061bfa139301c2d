"""Benchmarks that print tables. They measure, they never judge; figures with the machine named belong in a note or
a page.
"""
