"""What the program runs in. In: uv.lock, the locks of the tests. Out: packages, a browser, judges. Standard library only."""
