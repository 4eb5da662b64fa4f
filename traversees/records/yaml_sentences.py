"""Load: what PyYAML says of a fault, and what we say."""

from __future__ import annotations

QUOTES = 'mettez tout le texte entre guillemets "…"'

SYNTAX = (
    (r"directive|incompatible YAML", "", f"signe « % » en début de ligne : {QUOTES}"),
    (r" a tag|tag handle", "", f"signe « ! » en début de texte : {QUOTES}"),
    (r"scanning an anchor", "", f"signe « & » en début de texte : {QUOTES}"),
    (r"scanning an alias", "", f"signe « * » en début de texte : {QUOTES}"),
    (r"scanning a block scalar", "", "après | ou >, passez à la ligne et décalez le texte"),
    (r"parsing a quoted scalar", "", "barre oblique inverse entre guillemets \"…\" : entourez plutôt le texte d’apostrophes '…'"),
    (r"scanning a quoted scalar", "", "guillemet jamais fermé : ajoutez le même à la fin du texte"),
    (r"expected ',' or", "", "crochet [ ou accolade {{ jamais fermé, ou virgule manquante"),
    (r"parsing a flow node", "", "élément manquant entre crochets [ ] ou accolades {{ }} : vérifiez les virgules et la fin"),
    (r"mapping values", r"^[ -]*\w*$", "ligne mal placée : alignez-la, et vérifiez que la ligne d’avant s’écrit « clé: texte », avec l’espace"),
    (r"mapping values|unexpected ':'", "", f"deux-points dans le texte : {QUOTES}"),
    (r"a simple key", "", "« : » manquant : écrivez « clé: texte », ou décalez cette ligne si elle continue le texte d’avant"),
    (r"expected key", r"[\"']$", "texte après le guillemet fermant : à l’intérieur, n’employez que « » et ’"),
    (r"expected key", r"\S$", "texte en trop à la fin de la ligne"),
    (r"expected key", "", "ligne mal alignée : mettez-la exactement sous celles du même niveau"),
    (r"expected '-' indicator", "", "ligne mal alignée : mettez-la sous celles du même bloc, ou commencez-la par un tiret"),
    (r"block sequence entries", "", "une liste ne commence pas sur la ligne de sa clé : passez à la ligne"),
    (r"expected <document start>", "", "ligne mal alignée : toutes les clés commencent dans la même colonne"),
    (r"cannot start|node content|mapping keys", "", f"le signe « {{sign}} » ne peut pas commencer un texte : {QUOTES}"),
)  # fmt: skip
"""What PyYAML says, how the line ends before the fault, and what we say; the first that fits is said."""

SENTENCES = {
    "no_header": "il manque l’en-tête : la première ligne doit être « --- »",
    "open_header": "l’en-tête n’est pas fermé : il manque une deuxième ligne « --- »",
    "no_keys": "le fichier doit être une suite de lignes « clé: texte »",
}
"""What a file may be blamed for: also read by the editor, which says the same."""
