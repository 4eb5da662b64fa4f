"""What a search answers from. In: the HTML of a page and a library. Out: the words of each page and what they weigh."""
