"""How French is written. In: texts of records. Out: their paragraphs, words and citations, and the typography of what is read."""
