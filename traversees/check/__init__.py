"""What a record may be blamed for. In: documents and records. Out: records, or problems, each a sentence with its place."""
