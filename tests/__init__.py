"""A package, so that no other package called « tests » is read in its place."""
