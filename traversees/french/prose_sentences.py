"""Contributors’ texts: what one may be blamed for. Also read by the form, which says the same."""

from __future__ import annotations

SENTENCES = {
    "citation_malformed": "source mal citée (« {quoted} ») : écrivez [@nom], une source par crochet",
    "citation_in_link": "source citée dans un lien : placez-la après le lien",
    "unsourced": "paragraphe sans source (« {start}… ») : ajoutez [@nom-de-la-source], ou [@analyse] si c’est notre raisonnement",
    "html_address": "adresse entre < > refusée : écrivez [texte](https://…)",
    "html": "balise HTML refusée (« {quoted} ») : écrivez sans le signe « < »",
    "image": "image refusée (« {quoted} ») : ce texte n’accepte que des mots",
    "link": "lien refusé (« {quoted} ») : il doit commencer par https:// ou http://",
    "record_link": "lien refusé (« {quoted} ») : écrivez le nom de la fiche, sans lien ; un mot du lexique se lie seul, une autre fiche par la clé qui la nomme (initiatives, besoins…)",
    "wiki_link": "« {quoted} » : les doubles crochets ne font pas de lien ; écrivez le nom seul",
    "reference": "code HTML refusé (« {quoted} ») : tapez le signe lui-même",
    "link_definition": "lien défini à part refusé : écrivez [texte](https://…) dans la phrase",
    "nested": "listes trop emboîtées : quatre niveaux au plus",
    "bracket": "crochet [ jamais fermé, ou trop de crochets emboîtés",
    "e_mail": "adresse e-mail (« {quoted} ») : elle ne peut pas être publiée, retirez-la",
    "phone": "numéro de téléphone (« {quoted} ») : il ne peut pas être publié, retirez-le",
    "street": "adresse postale (« {quoted} ») : elle ne peut pas être publiée, retirez-la",
    "long_sentence": "phrase trop longue ({words} mots) : {most} au plus dans « en clair »",
    "acronym": "sigle « {quoted} » : écrivez les mots en entier dans « en clair »",
    "plain_citation": "pas de source dans « en clair » : elles sont dans les autres textes",
    "heading_refused": "titre de niveau {level} refusé : pas de titre dans ce texte",
    "heading_too_high": "titre de niveau {level} refusé : commencez par « {lowest} »",
}
