"""The benchmark: a base of invented records of any size, what it costs to publish it, and the page that says so.

`generator` writes the records from the words of `phrases`. Nothing here is published but the figures.
"""
