// @ts-check
/*
 * The form: its steps, its draft, its errors. The fields are in the page; what they accept is in the model, made from the same
 * place as the checker. A draft is kept in the browser only.
 */
(() => {
  "use strict";

  /**
   * What a browser keeps of a record being written.
   * @typedef {{ donnees: Values, accord: boolean, etape: number, le: string }} Draft
   *
   * A record being corrected.
   * @typedef {{ path: string, data: Values }} Published
   *
   * What the person is blamed for, and where.
   * @typedef {{ node: HTMLElement, message: string, late?: boolean }} Fault
   */

  const find = /** @type {Find} */ ((selector, from = form) => from.querySelector(selector));
  const findAll = /** @type {FindAll} */ ((selector, from = form) => [...from.querySelectorAll(selector)]);
  /** @type {HTMLFormElement} */
  const form = find("#formulaire", document);
  const outside = find(".form-sans-script", document);
  const modules = window.traversees.formulaire;
  const { annoncer, charger, encadrer, racine, remplir } = window.traversees;
  /** @type {HTMLTemplateElement} */
  const template = find("[data-phrases]");
  const sentences = new Map(findAll("[data-phrase]", template.content).map((p) => [p.dataset.phrase, p.textContent]));
  /** @type {Phrases} */
  const phrases = (name, facts) => remplir(sentences.get(name), facts);
  const key = `${racine.pathname}formulaire`;
  const asked = new URLSearchParams(location.search).get("fiche");
  const { genre = "" } = form.dataset;
  const MANY = 8;
  const notice = find(".form-avis");
  const steps = findAll("[data-etape]");

  /**
   * The drafts: one for each kind of new record, one for each record that is corrected.
   * @returns {Record<string, Draft | null>}
   */
  function drafts() {
    try {
      return Object(JSON.parse(localStorage.getItem(key) ?? "{}"));
    } catch { /* storage refused or spoilt: no draft */ }
    return {};
  }

  /** @param {string} name @param {Draft | null} draft */
  function store(name, draft) {
    const all = { ...drafts(), [name]: draft };
    if (!draft) delete all[name];
    try {
      if (Object.keys(all).length) localStorage.setItem(key, JSON.stringify(all));
      else localStorage.removeItem(key);
      return true;
    } catch { /* storage refused or full: told once */ }
    return false;
  }

  /** @param {Model} model @param {Published | null} record */
  function start(model, record) {
    const name = record ? `${genre}/${asked}` : genre;
    const textes = modules.textes(model.rules);
    const regles = modules.regles(model, textes);
    const fichier = modules.fichier(model, textes);
    const champs = modules.champs({ form, model, textes, phrases, changed });
    const apercu = modules.apercu(model, textes, phrases, find("[data-apercu]"));
    const title = find("h1", document);
    /** @type {HTMLElement | null} */
    const agreement = form.querySelector("[data-accord]");
    const agreed = () => Boolean(agreement?.querySelector(":checked"));
    const labels = new Map();
    (function collect(/** @type {Entry[]} */ entries) {
      entries.forEach((entry) => {
        labels.set(entry.key, entry.label);
        collect(entry.keys);
      });
    })(model.entries);
    /** @type {Set<HTMLElement>} */
    const touched = new Set();
    let [current, timer, late, filled] = [1, 0, false, ""];
    /** @type {Draft | null} */
    let erased = null;

    /**
     * A key named in a sentence is, here, the label of a field.
     * @param {string} message
     */
    const spoken = (message) => message.replace(/« (\w+)(?:: oui)? »/g, (said, word) => (labels.has(word) ? `« ${labels.get(word)} »` : said));

    /* Problems ------------------------------------------------------------ */

    /* The last day that has begun somewhere on Earth: for the checker too, what comes after is the future. */
    const latestDay = () => new Date(Date.now() + model.rules.ahead * 3600000).toISOString().slice(0, 10);

    /** @returns {Fault[]} */
    function problems() {
      const found = regles.problems(champs.read(), latestDay()).map(({ loc, message, missing, late: isLate }) => ({
        node: champs.nodeAt(loc) ?? steps[steps.length - 1], message: missing ? phrases("requis") : spoken(message), late: isLate,
      }));
      const refused = agreement && !agreement.hidden && !agreed();
      return refused ? [...found, { node: agreement, message: phrases("accord") }] : found;
    }

    const OWN_ERROR = ":scope > .form-erreur, :scope > fieldset > .form-erreur, :scope > details > fieldset > .form-erreur";
    /** @param {HTMLElement} node @returns {HTMLElement | null} */
    const errorOf = (node) => node.querySelector(OWN_ERROR);
    /** @param {HTMLElement} node @returns {HTMLElement | null} */
    const askedIn = (node) => node.querySelector("input:not(.form-filtre), select, textarea, button");

    /** @param {Fault[]} all */
    function show(all, aloud = false) {
      const told = all.filter(({ node, late: isLate }) => touched.has(node) && (late || !isLate));
      for (const node of [...findAll("[data-cle], .form-element"), ...(agreement ? [agreement] : [])]) {
        const messages = [...new Set(told.filter((problem) => problem.node === node).map(({ message }) => message))];
        const error = errorOf(node);
        if (!error || error.closest("[data-cle], .form-element, [data-accord]") !== node) continue;
        const before = error.textContent;
        error.replaceChildren(...messages.map((message) => Object.assign(document.createElement("span"), { textContent: message })));
        error.hidden = !messages.length;
        node.classList.toggle("form-fautif", messages.length > 0);
        if (node.matches(".form-champ")) {
          if (messages.length) askedIn(node)?.setAttribute("aria-invalid", "true");
          else askedIn(node)?.removeAttribute("aria-invalid");
        }
        if (aloud && messages.length && error.textContent !== before) annoncer(messages.join(" "));
      }
      return told;
    }

    const OWN_LABEL = ":scope > label, :scope > legend, :scope > fieldset > legend, :scope > details > fieldset > legend";

    /** @param {HTMLElement} node */
    function labelOf(node) {
      if (node === agreement) return titleOf(stepOf(node));
      const label = node.querySelector(OWN_LABEL);
      const item = node.parentElement?.closest(".form-element");
      const own = label ? label.textContent.trim() : "";
      return item ? `${find("legend", item).textContent}, ${own}` : own;
    }

    /** @param {HTMLElement} node */
    const stepOf = (node) => /** @type {HTMLElement} */ (node.closest("[data-etape]"));
    /** @param {HTMLElement} step */
    const titleOf = (step) => find("h2", step).textContent.replace("¶", "").trim();

    /** @param {string} text @param {string} message @param {() => void} act */
    function line(text, message, act, target = "") {
      const link = Object.assign(document.createElement("a"), { href: `#${target}`, textContent: text });
      const item = document.createElement("li");
      link.addEventListener("click", (event) => {
        event.preventDefault();
        act();
      });
      item.append(link, `\u00a0: ${message}`);
      return item;
    }

    /**
     * A long list of problems at the end is told step by step.
     * @param {Fault[]} told
     */
    function byStep(told) {
      return steps.flatMap((step) => {
        const own = told.filter(({ node }) => step.contains(node));
        const open = () => {
          go(Number(step.dataset.etape));
          summarise(step, own);
        };
        return own.length ? [line(titleOf(step), phrases(own.length > 1 ? "bilan-etape" : "bilan-etape-1", { n: own.length }), open)] : [];
      });
    }

    /** @param {HTMLElement} step @param {Fault[]} told */
    function summarise(step, told) {
      const summary = find(".form-bilan", step);
      const name = "fin" in step.dataset ? "bilan-final" : "bilan";
      find("h3", summary).textContent = phrases(told.length > 1 ? name : `${name}-1`, { n: told.length });
      const each = () => told.map(({ node, message }) => line(labelOf(node), message, () => reach(node), askedIn(node)?.id));
      find("ul", summary).replaceChildren(...("fin" in step.dataset && told.length > MANY ? byStep(told) : each()));
      summary.hidden = !told.length;
      return summary;
    }

    /** @param {HTMLElement} node */
    function reach(node) {
      go(Number(stepOf(node).dataset.etape), { focus: false });
      for (let fold = node.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
      const target = askedIn(node) ?? find("h2", node);
      target.focus();
      target.scrollIntoView({ block: "center" });
    }

    /* Steps --------------------------------------------------------------- */

    /** @param {number} n */
    function go(n, { focus = true, push = true } = {}) {
      current = Math.min(Math.max(n, 1), steps.length);
      const step = steps[current - 1];
      steps.forEach((other) => { other.hidden = other !== step; });
      const heading = find("h2", step);
      const titre = titleOf(step);
      find(".form-progres span").textContent = phrases("etape", { n: current, total: steps.length, titre });
      /** @type {HTMLProgressElement} */ (find(".form-progres progress")).value = current;
      findAll(".form-etapes a").forEach((link, index) => {
        if (index === current - 1) link.setAttribute("aria-current", "step");
        else link.removeAttribute("aria-current");
      });
      if (push && location.hash !== `#etape-${current}`) history.pushState(null, "", `#etape-${current}`);
      if (step === steps.at(-1)) finish(step);
      if (!focus) return;
      heading.focus({ preventScroll: true });
      form.scrollIntoView({ block: "start" });
    }

    function proceed() {
      const step = steps[current - 1];
      findAll("[data-cle], .form-element, [data-accord]", step).forEach((node) => touched.add(node));
      const told = show(problems()).filter(({ node }) => step.contains(node));
      const summary = summarise(step, told);
      if (told.length) {
        summary.focus();
        summary.scrollIntoView({ block: "start" });
      } else {
        go(current + 1);
      }
    }

    /* What is in no field, and that a correction must not lose. */
    const kept = Object.fromEntries(model.entries.filter((entry) => entry.genre === "kept").map((entry) => [entry.key, record?.data[entry.key]]));

    /** @returns {MadeFile} */
    function file() {
      const data = { ...champs.read(), ...kept };
      const fresh = fichier.name(data);
      const path = record?.path ?? `${model.folder}/${fresh.name}`;
      return { path, name: path.replace(/^.*\//, ""), taken: !record && fresh.taken, text: fichier.text(data), corrects: Boolean(record) };
    }

    /** @param {HTMLElement} step */
    function finish(step) {
      late = true;
      findAll("[data-cle], .form-element, [data-accord]").forEach((node) => touched.add(node));
      const told = show(problems());
      summarise(step, told);
      const made = file();
      const exists = find(".form-existe");
      find(".form-pret").hidden = told.length > 0;
      find(".form-fait").textContent = "";
      exists.hidden = !made.taken;
      exists.textContent = phrases("existe", { fichier: made.name });
      find(".form-fichier").hidden = told.length > 0;
      find(".form-fichier code").textContent = made.text;
      find(".form-apercu").replaceChildren(...apercu.draw(champs.read()));
      /** @type {HTMLTableElement[]} */
      const tables = findAll(".form-apercu table");
      tables.forEach(encadrer);
    }

    /* A record that exists is corrected, not written twice. */
    const own = record?.path.replace(/^.*\//, "").split(".")[0];

    function compare() {
      const known = find(".form-jumelle");
      const twin = regles.twin(champs.read());
      known.hidden = !twin || twin === own;
      find("a", known).setAttribute("href", `?fiche=${twin}`);
    }

    /* Draft --------------------------------------------------------------- */

    const shot = () => JSON.stringify([champs.read(), agreed()]);

    function save() {
      clearTimeout(timer);
      timer = 0;
      compare();
      const state = shot();
      if (state === filled) return;
      filled = state;
      erased = null;
      const kept = store(name, { donnees: champs.read(), accord: agreed(), etape: current, le: new Date().toISOString() });
      tell(phrases(kept ? "brouillon" : "memoire"), { erase: kept });
    }

    function changed() {
      if (!timer) timer = setTimeout(save, 400);
    }

    /** @param {string} sentence */
    function tell(sentence, { erase = false, undo = false } = {}) {
      find("p", notice).textContent = sentence;
      find("[data-action=effacer]", notice).hidden = !erase;
      find("[data-action=reprendre]", notice).hidden = !undo;
      notice.hidden = false;
    }

    /** @param {Draft | null} draft */
    function fill(draft) {
      touched.clear();
      late = false;
      if (draft) champs.fill(draft.donnees, { kept: Boolean(record) });
      else if (record) champs.fill(record.data, { kept: true });
      else champs.fill({}, { fresh: true });
      if (agreement) /** @type {HTMLInputElement} */ (find("input", agreement)).checked = Boolean(draft?.accord);
      findAll(".form-bilan").forEach((summary) => { summary.hidden = true; });
      show([]);
      filled = shot();
    }

    function erase() {
      save();
      erased = { donnees: champs.read(), accord: agreed(), etape: current, le: new Date().toISOString() };
      store(name, null);
      fill(null);
      go(1, { focus: false });
      tell(phrases("efface"), { undo: true });
      annoncer(phrases("efface"));
      notice.focus();
    }

    function restore() {
      const draft = erased;
      if (!draft) return;
      fill(draft);
      store(name, draft);
      go(draft.etape);
      tell(phrases("brouillon"), { erase: true });
      annoncer(phrases("brouillon"));
    }

    /** @type {Record<string, () => void>} */
    const actions = {
      continuer: proceed,
      passer: () => go(current + 1),
      precedent: () => go(current - 1),
      effacer: erase,
      reprendre: restore,
    };
    form.addEventListener("click", (event) => {
      const target = /** @type {Element} */ (event.target);
      const link = target.closest(".form-etapes a");
      actions[target.closest("button")?.dataset.action ?? ""]?.();
      if (link) fold();
    });
    /* A field that is left is checked; not while the pointer is down: an error that appears would move what is pressed. */
    let [pressing, waiting] = [false, false];
    const check = () => {
      waiting = false;
      show(problems(), true);
    };
    const release = () => {
      pressing = false;
      if (waiting) setTimeout(check);
    };
    addEventListener("pointerdown", () => { pressing = true; }, true);
    addEventListener("pointerup", release, true);
    addEventListener("pointercancel", release, true);
    form.addEventListener("focusout", (event) => {
      const target = /** @type {HTMLInputElement} */ (event.target);
      /** @type {HTMLElement | null} */
      const node = target.closest("[data-cle], [data-accord]");
      if (!node || !target.matches("[data-valeur], .form-liste input, [data-accord] input")) return;
      if (target.value) touched.add(node);
      if (!touched.has(node)) return;
      waiting = pressing;
      if (!pressing) check();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("pagehide", save);
    addEventListener("popstate", () => {
      if (location.hash.startsWith("#apercu-")) return; // a note or a section of the preview
      go(Number(/^#etape-(\d+)$/.exec(location.hash)?.[1] ?? 1), { push: false });
    });
    const wide = matchMedia("(min-width: 60em)");
    const fold = () => find(".form-etapes details").toggleAttribute("open", wide.matches);
    wide.addEventListener("change", fold);
    fold();

    modules.envoi({ form, phrases, state: file });
    const draft = drafts()[name];
    fill(draft?.donnees ? draft : null);
    if (draft?.donnees) {
      const date = new Intl.DateTimeFormat("fr-FR", { dateStyle: "long", timeStyle: "short" }).format(new Date(draft.le));
      tell(phrases("repris", { date }), { erase: true });
    } else if (record) {
      tell(phrases("corrige"));
    } else if (asked) {
      tell(phrases("inconnue", { nom: asked }));
    }
    if (record) title.textContent = phrases("titre-correction", { nom: String(record.data[model.entries[0].key]) });
    outside.hidden = true;
    form.hidden = false;
    const wanted = Number(/^#etape-(\d+)$/.exec(location.hash)?.[1] ?? draft?.etape ?? 1);
    go(wanted, { focus: false, push: false });
    form.classList.add("pret");
  }

  async function load() {
    try {
      /** @type {Model} */
      const model = await charger(`contribuer/formulaire/${genre}.js`);
      const known = asked && model.ids.includes(asked);
      start(model, known ? await charger(`contribuer/formulaire/fiches/${model.folder}/${asked}.js`) : null);
    } catch (error) {
      find("p", outside).textContent = phrases("panne");
      throw error;
    }
  }

  load();
})();
