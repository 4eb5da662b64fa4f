"""The site. In: pages, data and the words for the search. Out: files, written only when they changed, and a site, whole or untouched."""
