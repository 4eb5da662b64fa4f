"""What helps to write a record. In: kinds and a library. Out: schema, guide, form, editor, formatted and new files."""
