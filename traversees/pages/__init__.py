"""What readers read. In: a library and templates. Out: pages in Markdown, light pages and assets, as values."""
