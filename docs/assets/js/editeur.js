// @ts-check
// The page of the editor: explains first, loads Sveltia CMS only when asked to.
const page = document.body;
/** @param {string} id */
const show = (id) => document.getElementById(id)?.removeAttribute("hidden");
const local = ["localhost", "127.0.0.1"].includes(location.hostname);
const forge = page.dataset.forge === "oui";
const button = /** @type {HTMLButtonElement} */ (document.getElementById("ouvrir"));

// Sveltia speaks the language of the browser; every page of this site speaks French.
function speakFrench() {
  const key = "sveltia-cms.prefs";
  const kept = JSON.parse(localStorage.getItem(key) ?? "{}");
  localStorage.setItem(key, JSON.stringify({ ...kept, locale: "fr" }));
}

/** @param {string | undefined} address */
const json = async (address) => (await fetch(address ?? "")).json();

// The files of each kind are opened and saved in their canonical form, by the writer of the form.
/** @param {{ rules: Rules, formats: Record<string, { suffix: string, entries: Key[] }> }} models */
async function teachFormats(models) {
  window.traversees ??= /** @type {Traversees} */ ({});
  await import("./formulaire-textes.js");
  await import("./formulaire-fichier.js");
  const { lire, ecrire } = await import("./editeur-fiche.js");
  for (const [name, format] of Object.entries(models.formats)) {
    const model = { ...format, rules: models.rules };
    window.CMS.registerCustomFormat(name, format.suffix.slice(1), {
      fromFile: (text) => lire(model, text),
      toFile: (data) => ecrire(model, data),
    });
  }
}

async function open() {
  button.disabled = true;
  try {
    speakFrench();
    const [settings, models, { init }] = await Promise.all([
      json(page.dataset.reglages),
      json(page.dataset.modeles),
      import("../editeur/sveltia-cms.js"),
    ]);
    await teachFormats(models);
    const site = new URL("../../", location.href);
    const logo = { src: new URL("assets/images/favicon.svg", site).href };
    for (const part of document.querySelectorAll(".presentation")) part.remove();
    init({ config: { ...settings, load_config_file: false, site_url: site.href, logo } });
  } catch (error) {
    console.error(error);
    show("panne");
    button.disabled = false;
  }
}

document.getElementById("sans-script")?.remove();
if (!local && !forge) {
  show("ailleurs");
} else {
  if (!forge && !("showDirectoryPicker" in window)) show("navigateur");
  button.hidden = false;
  button.addEventListener("click", open);
  // Back from the forge, or to a record kept as a bookmark: the editor itself is what is wanted.
  if (location.hash.startsWith("#/") || /[?&](code|state)=/.test(location.search)) open();
}
