"""What a forge shows. In: problems and the state of the base. Out: annotations, comments and a weekly report."""
