"""What a contributor wrote. In: the files of the base. Out: documents with their positions, and records, which are valid if they exist."""
