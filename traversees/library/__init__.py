"""All the records together. In: records. Out: a library and its answers: who answers what, near what, where, when."""
