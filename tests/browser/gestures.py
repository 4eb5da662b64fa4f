"""One gesture with each script of the pages, told as what a page runs, so that every browser does the same."""

from __future__ import annotations

from dataclasses import dataclass

from tests.browser.test_every_page import first_of

HELPERS = """
const find = (selector) => document.querySelector(selector);
const until = async (found) => {
  for (let tries = 0; tries < 1000; tries += 1) {
    const value = found();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`jamais : ${found}`);
};
const type = (field, text) => {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
};
const saved = (button) => new Promise((resolve) => {
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    URL.createObjectURL = make;
    blob.text().then(resolve);
    return make.call(URL, blob);
  };
  button.click();
});
"""


@dataclass(frozen=True)
class Gesture:
    """What a reader does on the page at `address`, and what she then has."""

    name: str
    address: str
    script: str
    result: object
    on_disk: bool = True
    says: str = ""
    """What a program of others says in the console."""


GESTURES = [
    Gesture(
        "les couleurs",
        "",
        """find("#__palette").click();
        find("#__palette").click();
        return find("#__palette").getAttribute("aria-pressed");""",
        "false",
    ),
    Gesture(
        "l’explorateur",
        "initiatives/",
        """await until(() => find(".explorateur.pret"));
        find(".explorateur [type=checkbox]").click();
        type(find("#mots"), "qwzx");
        return Boolean(await until(() => find("#vide:not([hidden]) li:nth-child(2)")));""",
        result=True,
    ),
    Gesture(
        "l’export",
        "initiatives/?region=montreal",
        """await until(() => find(".explorateur.pret"));
        return JSON.parse(await saved(find("#json"))).initiatives.length > 1;""",
        result=True,
    ),
    Gesture(
        "la comparaison",
        "comparer/?fiches=tapaj,sabsa",
        """await until(() => find(".cote-a-cote thead th:nth-child(3)"));
        find(".cote-a-cote thead button").click();
        await until(() => find("[data-action=csv]").closest("p").hidden);
        return location.search;""",
        "?fiches=sabsa",
    ),
    Gesture(
        "le choix à comparer",
        "initiatives/tapaj/",
        """find("[data-choisir]").click();
        return find("#__choix p").checkVisibility();""",
        result=True,
    ),
    Gesture(
        "les mots expliqués",
        "initiatives/tapaj/",
        """find("a.mot").click();
        const bubble = await until(() => find(".bulle:popover-open"));
        return bubble.id === `bulle-${find("a.mot").dataset.mot}`;""",
        result=True,
    ),
    Gesture(
        "le parcours",
        first_of("parcours"),
        """(await until(() => find(".lu input"))).click();
        return find(".progres progress").value;""",
        1,
    ),
    Gesture(
        "le formulaire",
        "contribuer/formulaire/initiative/?fiche=tapaj#etape-10",
        """await until(() => find(".formulaire.pret"));
        const text = await saved(find("[data-action=telecharger]"));
        return text.split("\\n")[0];""",
        "nom: TAPAJ, travail alternatif payé à la journée",
    ),
    Gesture(
        "la recherche",
        "",
        """find("[data-recherche-ouvrir]").click();
        type(find("#recherche-champ"), "logement");
        find(".recherche form").requestSubmit();
        return Boolean(await until(() => find(".recherche-resultats li a")));""",
        result=True,
        on_disk=False,  # Pagefind asks for its program in a manner that no disk allows
    ),
    Gesture(
        "l’éditeur",
        "contribuer/editeur/",
        """find("#ouvrir").click();
        return Boolean(await until(() => !find(".presentation") && find("button")));""",
        result=True,
        on_disk=False,  # a module, which no disk allows
        says="CMS configuration:",
    ),
]
