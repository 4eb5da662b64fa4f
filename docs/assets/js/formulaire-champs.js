// @ts-check
/*
 * The form, sixth part: the fields. Reads what they hold as data and fills them from data; repeated groups, choices to search,
 * counters, sources to cite. Fields are found by `data-cle`, in the block (`data-bloc`) that holds them.
 */
(() => {
  "use strict";

  /**
   * The element of a key; `chosen`: what is chosen in a list, in its order.
   * @typedef {HTMLElement & { chosen?: string[] }} Field
   * @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Asked
   */

  const find = /** @type {Find} */ ((selector, from = document) => from.querySelector(selector));
  const findAll = /** @type {FindAll} */ ((selector, from = document) => [...from.querySelectorAll(selector)]);
  /** @type {<K extends keyof HTMLElementTagNameMap>(tag: K, properties?: object, ...children: (Node | string)[]) => HTMLElementTagNameMap[K]} */
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  let count = 0;

  /** @type {Formulaire["champs"]} */
  function champs({ form, model, textes, phrases, changed }) {
    const { annoncer, plier } = window.traversees;
    /** @param {string | undefined} text */
    const capital = (text = "") => text.charAt(0).toUpperCase() + text.slice(1);
    /** @param {Element} container @param {string} key @returns {Field | undefined} */
    const field = (container, key) => findAll(`[data-cle="${CSS.escape(key)}"]`, container)
      .find((node) => node.parentElement?.closest("[data-bloc], form") === container);
    /** @param {Element | undefined} node @returns {HTMLInputElement} */
    const input = (node) => find("[data-valeur]", node);
    /** @param {Element} group */
    const items = (group) => [.../** @type {HTMLCollectionOf<HTMLElement>} */ (find(".form-elements", group).children)];
    /** @param {Element} node */
    const isGroup = (node) => node.classList.contains("form-groupe");
    /** @param {Element} node */
    const isChoice = (node) => node.classList.contains("form-choix");

    /**
     * Ids and names tie labels, helps and errors to what is asked.
     * @param {ParentNode} root
     */
    function equip(root) {
      for (const node of findAll(".form-champ, .form-choix, .form-bloc, .form-groupe, .form-element fieldset:has(> .form-outils)", root)) {
        count += 1;
        const own = [...node.children];
        /** @type {Asked | null} */
        const asked = node.classList.contains("form-champ") ? find("input, select, textarea", node) : null;
        const said = own.filter((part) => part.matches(".form-aide, .form-definition, .form-erreur, .form-compteur"));
        said.forEach((part, index) => { part.id = `champ-${count}-${index}`; });
        if (said.length) (asked ?? node).setAttribute("aria-describedby", said.map(({ id }) => id).join(" "));
        if (!asked) {
          if (isChoice(node)) findAll("input[type=radio]", node).forEach((radio) => radio.setAttribute("name", `choix-${count}`));
          continue;
        }
        asked.id = `champ-${count}`;
        asked.name = asked.id;
        const label = own.find((part) => part.matches("label:not(.form-case)"));
        label?.setAttribute("for", asked.id);
        tell(node);
      }
      for (const row of findAll(".form-citer", root)) {
        count += 1;
        find("select", row).id = `citer-${count}`;
        find("label", row).setAttribute("for", `citer-${count}`);
      }
    }

    /**
     * What a field says of its own value: the signs left, the definition of the choice.
     * @param {Element} node
     */
    function tell(node) {
      /** @type {HTMLInputElement | HTMLSelectElement} */
      const asked = input(node);
      /** @type {HTMLElement | null} */
      const counter = node.querySelector(".form-compteur");
      /** @type {HTMLElement | null} */
      const definition = node.querySelector(".form-definition");
      if (counter) {
        const n = textes.signs(textes.cleaned(asked.value));
        const max = Number(asked.dataset.plafond);
        counter.hidden = n <= max * 0.8 && (max > 1500 || max === 250 || max === 100);
        counter.classList.toggle("form-trop", n > max);
        counter.textContent = phrases(n > max ? "compteur-trop" : "compteur", { n, max, trop: n - max });
      }
      if (definition) {
        definition.textContent = find("option:checked", asked)?.dataset.aide ?? "";
        definition.hidden = !definition.textContent;
      }
    }

    /* Reading ------------------------------------------------------------- */

    /** @param {Field} node */
    function valueOf(node) {
      const { genre } = node.dataset;
      if (isChoice(node)) {
        const chosen = node.chosen ?? [];
        return "liste" in node.dataset ? chosen : chosen[0];
      }
      const asked = input(node);
      if (genre === "yes") return asked.checked || undefined;
      const text = textes.cleaned(asked.value);
      return genre === "number" || genre === "integer" ? text.replace(/\s/gu, "").replace(/^([^,]*),([^,]*)$/, "$1.$2") : text;
    }

    /** @param {Element} container @param {Entry[]} entries */
    function read(container, entries) {
      /** @type {Values} */
      const data = {};
      for (const entry of entries) {
        const node = field(container, entry.key);
        if (!node || node.hidden) continue;
        const value = readNode(node, entry);
        const nothing = textes.empty(value) || (entry.genre === "block" && !entry.many && !entry.required && isBlank(/** @type {Values} */ (value)));
        if (!nothing) data[entry.key] = value;
      }
      return data;
    }

    /** @param {Field} node @param {Entry} entry @returns {unknown} */
    function readNode(node, entry) {
      if (isGroup(node)) {
        return items(node).map((item) => (entry.genre === "block" ? read(item, entry.keys) : valueOf(find("[data-cle]", item))));
      }
      return entry.genre === "block" ? read(node, entry.keys) : valueOf(node);
    }

    /** @param {Values} block */
    const isBlank = (block) => Object.keys(block).length === 0;

    /* Filling ------------------------------------------------------------- */

    /** @param {Field} node @param {unknown} value @param {boolean} fresh */
    function setValue(node, value, fresh) {
      if (isChoice(node)) {
        node.chosen = [/** @type {string | string[]} */ (value ?? [])].flat();
        showChosen(node);
        return;
      }
      const asked = input(node);
      if (node.dataset.genre === "yes") asked.checked = Boolean(value);
      else {
        const usual = "aujourdhui" in asked.dataset ? window.traversees.jour() : asked.dataset.defaut ?? "";
        asked.value = String(value ?? (fresh ? usual : ""));
      }
      asked.dataset.avant = asked.value;
      tell(node);
    }

    /**
     * `fresh` puts the usual values; `kept` shows what the record holds, even where the form would not ask for it.
     * @param {Element} container @param {Entry[]} entries @param {Values} data @param {{ fresh?: boolean, kept?: boolean }} [how]
     */
    function write(container, entries, data, { fresh = false, kept = false } = {}) {
      /** @param {Entry} entry */
      const first = ({ key }) => (container === form && key === "sources" ? 0 : 1); // the others choose among them
      for (const entry of [...entries].sort((a, b) => first(a) - first(b))) {
        const node = field(container, entry.key);
        const value = data[entry.key];
        if (!node) continue;
        if (kept && !textes.empty(value)) node.dataset.garde = "";
        else delete node.dataset.garde;
        if (isGroup(node)) writeGroup(node, entry, /** @type {unknown[]} */ (value ?? []), fresh);
        else if (entry.genre === "block") write(node, entry.keys, /** @type {Values} */ (value ?? {}), { fresh });
        else setValue(node, value, fresh);
        /** @type {HTMLDetailsElement | null} */
        const fold = node.closest("details.form-plus");
        if (fold && container === form && !textes.empty(value)) fold.open = true;
        if (container === form && entry.key === "sources") refreshSources();
      }
      if (container === form) {
        refreshSources(); // for the items made since
        showConditions();
      }
    }

    /** @param {HTMLElement} group @param {Entry} entry @param {unknown[]} values @param {boolean} fresh */
    function writeGroup(group, entry, values, fresh) {
      items(group).forEach((item) => item.remove());
      const least = fresh ? Number(group.dataset.moins) : 0;
      for (let index = 0; index < Math.max(values.length, least); index += 1) {
        fillItem(addItem(group), entry, values[index], values[index] === undefined);
      }
      number(group);
      findAll(".form-element > details", group).forEach((fold, index) => fold.toggleAttribute("open", values.length < 2 || values[index] === undefined));
    }

    /** @param {HTMLElement} item @param {Entry} entry @param {unknown} value @param {boolean} fresh */
    function fillItem(item, entry, value, fresh) {
      if (entry.genre === "block") write(item, entry.keys, /** @type {Values} */ (value ?? {}), { fresh });
      else setValue(find("[data-cle]", item), value, fresh);
    }

    /* Groups -------------------------------------------------------------- */

    /** @param {HTMLElement} group */
    function addItem(group) {
      /** @type {HTMLTemplateElement} */
      const template = find("template", group);
      const item = /** @type {HTMLElement} */ (/** @type {Element} */ (template.content.firstElementChild).cloneNode(true));
      find(".form-elements", group).append(item);
      equip(item);
      return item;
    }

    /** @param {HTMLElement} group */
    function number(group) {
      const nom = capital(group.dataset.nom);
      items(group).forEach((item, index, all) => {
        const n = index + 1;
        const title = phrases("element", { nom, n });
        find("legend", item).textContent = title;
        if ("bloc" in item.dataset) find("summary", item).textContent = [title, gist(item)].filter(Boolean).join("\u00a0: ");
        for (const button of findAll(".form-outils button", item)) {
          button.setAttribute("aria-label", phrases("outil", { action: button.textContent, nom: group.dataset.nom, n }));
          const { action } = button.dataset;
          if (action === "monter") button.setAttribute("aria-disabled", String(n === 1));
          if (action === "descendre") button.setAttribute("aria-disabled", String(n === all.length));
        }
      });
    }

    /**
     * What a folded item is about: its first line, else the start of its text.
     * @param {HTMLElement} item
     */
    function gist(item) {
      /** @type {Asked | null} */
      const asked = item.querySelector("[data-genre=line] [data-valeur]") ?? item.querySelector("[data-genre=prose] [data-valeur]");
      return textes.shortened(textes.cleaned(asked?.value ?? ""), 60);
    }

    /** @param {HTMLElement} node @returns {Entry} */
    const entryOf = (node) => {
      const above = aboveOf(node);
      return /** @type {Entry} */ ((above ? entryOf(above).keys : model.entries).find(({ key }) => key === node.dataset.cle));
    };

    /** @param {Element} node @returns {HTMLElement | null | undefined} */
    const aboveOf = (node) => node.parentElement?.closest("[data-cle]");

    /** @type {Record<string, (group: HTMLElement, item: HTMLElement, button: HTMLElement) => void>} */
    const groupActions = {
      ajouter(group) {
        const item = addItem(group);
        fillItem(item, entryOf(group), undefined, true);
        number(group);
        refreshSources();
        find("input, select, textarea", item).focus();
        annoncer(phrases("ajoute", { nom: capital(group.dataset.nom), n: items(group).length }));
      },
      monter(group, item, button) { move(group, item, button, -1); },
      descendre(group, item, button) { move(group, item, button, 1); },
      retirer(group, item) {
        const n = items(group).indexOf(item) + 1;
        item.remove();
        number(group);
        refreshSources();
        const next = items(group)[n - 1] ?? items(group).at(-1);
        (next ? find("[data-action=retirer]", next) : find(":scope > p > [data-action=ajouter]", group)).focus();
        annoncer(phrases("retire", { nom: capital(group.dataset.nom), n }));
      },
    };

    /** @param {HTMLElement} group @param {HTMLElement} item @param {HTMLElement} button @param {number} by */
    function move(group, item, button, by) {
      const all = items(group);
      const from = all.indexOf(item);
      const other = all[from + by];
      if (!other) return;
      if (by < 0) other.before(item);
      else other.after(item);
      number(group);
      button.focus();
      annoncer(phrases("deplace", { nom: capital(group.dataset.nom), n: from + 1, m: from + by + 1 }));
    }

    /* Choices ------------------------------------------------------------- */

    /** @param {Field} node */
    function showChosen(node) {
      /** @type {HTMLInputElement[]} */
      const boxes = findAll(".form-liste input", node);
      boxes.forEach((box) => { box.checked = node.chosen?.includes(box.value) ?? false; });
    }

    /** @param {Field} node @param {HTMLInputElement} box */
    function choose(node, box) {
      const others = (node.chosen ?? []).filter((value) => value !== box.value);
      if (box.type === "radio") node.chosen = [box.value];
      else node.chosen = box.checked ? [...others, box.value] : others;
    }

    /** @param {HTMLElement} node @param {string} query */
    function filter(node, query) {
      const words = plier(query).split(" ");
      const rows = findAll(".form-liste label", node);
      rows.forEach((row) => { row.hidden = !words.every((word) => plier(row.textContent).includes(word)); });
      const none = find(".form-rien", node);
      none.hidden = rows.some((row) => !row.hidden);
      annoncer(none.hidden ? phrases("choisis", { n: rows.filter((row) => !row.hidden).length }) : none.textContent);
    }

    /* Sources ------------------------------------------------------------- */

    /** @returns {(SourceValues & { id: string })[]} */
    function sources() {
      const group = field(form, "sources");
      const entry = model.entries.find(({ key }) => key === "sources");
      if (!group || !entry) return [];
      return items(group).map((item) => /** @type {SourceValues} */ (read(item, entry.keys))).flatMap((source) => (source.id ? [{ ...source, id: source.id }] : []));
    }

    /** @returns {Field[]} */
    const lists = () => findAll("[data-genre=source]", form);

    function refreshSources() {
      const known = sources();
      for (const row of findAll(".form-citer", form)) {
        const select = find("select", row);
        const options = known.map(({ id, titre }) => new Option(titre ? `${id} : ${textes.shortened(titre, 50)}` : id, id));
        row.hidden = !known.length && aboveOf(row)?.dataset.genre === "body";
        select.replaceChildren(new Option(phrases("choisir-source"), ""), ...options, new Option(phrases("analyse"), textes.analysis));
      }
      for (const node of lists()) {
        const chosen = (node.chosen ?? []).filter((id) => known.some((source) => source.id === id));
        node.chosen = chosen;
        find(".form-liste", node).replaceChildren(...known.map(({ id, titre }) => {
          const box = make("input", { type: "checkbox", value: id, checked: chosen.includes(id) });
          return make("label", { className: "form-case" }, box, " ", make("span", { textContent: titre ? `${id} : ${textes.shortened(titre, 80)}` : id }));
        }));
        find(".form-rien", node).hidden = known.length > 0;
      }
    }

    /**
     * A source that takes another name keeps its citations.
     * @param {HTMLInputElement} asked
     */
    function rename(asked) {
      const before = asked.dataset.avant;
      const after = textes.cleaned(asked.value);
      const still = sources().some(({ id }) => id === before);
      if (before && after && before !== after && !still) {
        /** @type {HTMLTextAreaElement[]} */
        const areas = findAll("textarea[data-valeur]", form);
        for (const area of areas) area.value = area.value.replaceAll(`[@${before}]`, `[@${after}]`);
        for (const node of lists()) node.chosen = node.chosen?.map((id) => (id === before ? after : id));
      }
      asked.dataset.avant = after;
    }

    /**
     * A source without a short name gets one, from who publishes it and when.
     * @param {HTMLElement} item
     */
    function nameSource(item) {
      const id = input(field(item, "id"));
      const group = /** @type {HTMLElement} */ (item.closest("[data-cle]"));
      const { editeur = "", date = "", titre = "" } = /** @type {SourceValues} */ (read(item, entryOf(group).keys));
      const words = textes.slug(editeur || titre).split("-").slice(0, 4);
      if (textes.cleaned(id.value) || !words[0] || !editeur) return;
      const start = [...words, date.slice(0, 4)].filter(Boolean).join("-").slice(0, 60);
      const taken = sources().map((source) => source.id);
      let name = start;
      for (let n = 2; taken.includes(name); n += 1) name = `${start}-${n}`;
      id.value = name;
      id.dataset.avant = name;
    }

    /** @param {HTMLElement} row */
    function cite(row) {
      /** @type {HTMLSelectElement} */
      const select = find("select", row);
      /** @type {HTMLTextAreaElement} */
      const area = find("[data-valeur]", /** @type {HTMLElement} */ (aboveOf(row)));
      if (!select.value) {
        select.focus();
        return;
      }
      const { selectionStart: start, selectionEnd: end, value } = area;
      const before = value.slice(0, start);
      const text = `${before && !/\s$/.test(before) ? " " : ""}[@${select.value}]`;
      area.focus();
      area.setRangeText(text, start, end, "end");
      annoncer(phrases("cite", { nom: select.value }));
      select.value = "";
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }

    /* What is asked only when something else is so (`data-quand="cle=valeur"`). */
    function showConditions() {
      for (const node of findAll("[data-quand]", form)) {
        const [key, wanted] = (node.dataset.quand ?? "").split("=");
        node.hidden = valueOf(/** @type {Field} */ (field(form, key))) !== wanted && !("garde" in node.dataset);
      }
    }

    /**
     * Where a problem stands: the nearest field that its place names.
     * @param {Loc} loc
     */
    function nodeAt(loc) {
      /** @type {Field | null} */
      let node = null;
      /** @type {HTMLElement} */
      let inside = form;
      for (const part of loc) {
        /** @type {Field | null | undefined} */
        const next = typeof part === "string" ? field(inside, part) : node && isGroup(node) ? items(node)[part] : null;
        if (!next) break;
        node = next;
        inside = next;
      }
      if (!node) return null;
      const single = node.classList.contains("form-element") && !("bloc" in node.dataset);
      return single ? find("[data-cle]", node) : node;
    }

    /** @param {Element} node @param {string} selector */
    const around = (node, selector) => /** @type {HTMLElement} */ (node.closest(selector));

    form.addEventListener("click", ({ target }) => {
      const button = /** @type {Element} */ (target).closest("button");
      const { action = "" } = button?.dataset ?? {};
      if (!button) return;
      if (action === "citer") cite(around(button, ".form-citer"));
      const act = groupActions[action];
      if (!act) return;
      act(around(button, ".form-groupe"), around(button, ".form-element"), button);
      changed();
    });
    form.addEventListener("input", (event) => {
      const target = /** @type {Asked} */ (event.target);
      if (target.matches(".form-filtre")) filter(around(target, ".form-choix"), target.value);
      else if ("valeur" in target.dataset) tell(around(target, "[data-cle]"));
      changed();
    });
    form.addEventListener("change", (event) => {
      const target = /** @type {HTMLInputElement} */ (event.target);
      /** @type {Field | null} */
      const node = target.closest("[data-cle]");
      if (!node) return;
      if (isChoice(node) && target.matches(".form-liste input")) choose(node, target);
      if (aboveOf(node) === field(form, "sources")) {
        if (node.dataset.cle === "id") rename(target);
        else nameSource(around(target, ".form-element"));
        refreshSources();
      }
      /** @type {HTMLElement | null | undefined} */
      const group = node.parentElement?.closest(".form-groupe");
      if (group) number(group);
      showConditions();
      changed();
    });
    form.addEventListener("keydown", (event) => { // Enter in a field sends nothing
      if (event.key === "Enter" && event.target instanceof HTMLInputElement) event.preventDefault();
    });

    equip(form);
    return { fill: (data, options) => write(form, model.entries, data, options), nodeAt, read: () => read(form, model.entries), showConditions };
  }

  window.traversees.formulaire.champs = champs;
})();
