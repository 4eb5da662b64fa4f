"""What other programs read. In: a library. Out: the data of a record and the feeds, as values."""
