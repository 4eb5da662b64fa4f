"""What runs after the pages are written: it works on records or on the built HTML, never inside MkDocs."""
