// @ts-check
/*
 * The form, seventh part: what the person does with the file. Nothing leaves the browser before a press on one of these buttons.
 */
(() => {
  "use strict";
  const LONGEST_ADDRESS = 6000; // beyond, forges and servers refuse
  const LONGEST_MAIL = 1800; // beyond, some mail programs cut

  /** @type {Formulaire["envoi"]} */
  function envoi({ form, phrases, state }) {
    const { forge, forgeGenre, branche = "", contact } = form.dataset;
    const encode = encodeURIComponent;

    /** @param {string} text */
    async function copied(text) {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch { /* clipboard refused: the reader copies by hand */ }
      return false;
    }

    /** @param {string} href */
    function open(href) {
      Object.assign(document.createElement("a"), { href, target: "_blank", rel: "noopener" }).click();
    }

    /** @param {MadeFile} file */
    function telecharger({ name, text }) {
      const href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
      Object.assign(document.createElement("a"), { href, download: name }).click();
      setTimeout(() => URL.revokeObjectURL(href), 1000);
      return phrases("telecharge", { fichier: name });
    }

    /** @param {MadeFile} file */
    async function copier({ text }) {
      return phrases(await copied(text) ? "copie" : "copie-refusee");
    }

    /**
     * Where a file is written on the forge, and whether it is already there in the address.
     * @param {MadeFile} file
     */
    function place({ path, text, corrects }) {
      const base = `${forge}${forgeGenre === "gitlab" ? "/-" : ""}`;
      if (corrects) return { href: `${base}/edit/${encode(branche)}/${path}`, then: "forge-remplacer" };
      if (forgeGenre === "gitlab") return { href: `${base}/new/${encode(branche)}?file_name=${encode(path)}`, then: "forge-coller" };
      const href = `${base}/new/${encode(branche)}?filename=${encode(path)}`;
      const full = `${href}&value=${encode(text)}`;
      return full.length <= LONGEST_ADDRESS ? { href: full, then: "forge-ouverte" } : { href, then: "forge-coller" };
    }

    /** @param {MadeFile} file */
    async function proposer(file) {
      const { href, then } = place(file);
      const done = then === "forge-ouverte" || await copied(file.text);
      open(href);
      return phrases(done ? then : "copie-refusee");
    }

    /** @param {MadeFile} file */
    async function courriel({ name, text }) {
      const start = `mailto:${contact}?subject=${encode(phrases("courriel-objet", { fichier: name }))}&body=`;
      const full = start + encode(text.replaceAll("\n", "\r\n"));
      const fits = full.length <= LONGEST_MAIL;
      const done = fits || await copied(text);
      location.href = fits ? full : start + encode(phrases("courriel-corps"));
      return phrases(!done ? "copie-refusee" : fits ? "courriel-ouvert" : "courriel-coller");
    }

    /** @type {Record<string, (file: MadeFile) => string | Promise<string>>} */
    const ways = { telecharger, copier, forge: proposer, courriel };
    form.querySelector(".form-envois")?.addEventListener("click", async ({ target }) => {
      const way = ways[/** @type {Element} */ (target).closest("button")?.dataset.action ?? ""];
      const done = form.querySelector(".form-fait");
      if (way && done) done.textContent = await way(state());
    });
    return { place };
  }

  window.traversees.formulaire.envoi = envoi;
})();
