"""What one types. In: the words of a command. Out: what to mend, what was done, and what to do next."""
