/*
 * The form, fifth part: the fields. Reads what they hold as data and fills them from data; repeated groups, choices to search,
 * counters, sources to cite. Fields are found by `data-cle`, in the block (`data-bloc`) that holds them.
 */
(() => {
  "use strict";
  const find = (selector, from) => from.querySelector(selector);
  const findAll = (selector, from) => [...from.querySelectorAll(selector)];
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  let count = 0;

  function champs({ form, model, textes, regles, phrases, changed }) {
    const { annoncer, plier } = window.traversees;
    const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
    const field = (container, key) => findAll(`[data-cle="${CSS.escape(key)}"]`, container)
      .find((node) => node.parentElement.closest("[data-bloc], form") === container);
    const input = (node) => find("[data-valeur]", node);
    const items = (group) => [...find(".form-elements", group).children];
    const isGroup = (node) => node.classList.contains("form-groupe");
    const isChoice = (node) => node.classList.contains("form-choix");

    /* Ids and names tie labels, helps and errors to what is asked. */
    function equip(root) {
      for (const node of findAll(".form-champ, .form-choix, .form-bloc, .form-groupe, .form-element fieldset:has(> .form-outils)", root)) {
        count += 1;
        const own = [...node.children];
        const asked = node.classList.contains("form-champ") ? find("input, select, textarea", node) : node;
        const said = own.filter((part) => part.matches(".form-aide, .form-definition, .form-erreur, .form-compteur"));
        said.forEach((part, index) => { part.id = `champ-${count}-${index}`; });
        if (said.length) asked.setAttribute("aria-describedby", said.map(({ id }) => id).join(" "));
        if (asked === node) {
          if (isChoice(node)) findAll("input[type=radio]", node).forEach((radio) => { radio.name = `choix-${count}`; });
          continue;
        }
        asked.id = `champ-${count}`;
        asked.name = asked.id;
        const label = own.find((part) => part.matches("label:not(.form-case)"));
        if (label) label.htmlFor = asked.id;
        tell(node);
      }
      for (const row of findAll(".form-citer", root)) {
        count += 1;
        find("select", row).id = `citer-${count}`;
        find("label", row).htmlFor = `citer-${count}`;
      }
    }

    /* What a field says of its own value: the signs left, the definition of the choice. */
    function tell(node) {
      const asked = input(node);
      const counter = find(".form-compteur", node);
      const definition = find(".form-definition", node);
      if (counter) {
        const n = textes.signs(textes.cleaned(asked.value));
        const max = Number(asked.dataset.plafond);
        counter.hidden = n <= max * 0.8 && (max > 1500 || max === 250 || max === 100);
        counter.classList.toggle("form-trop", n > max);
        counter.textContent = phrases(n > max ? "compteur-trop" : "compteur", { n, max, trop: n - max });
      }
      if (definition) {
        definition.textContent = asked.selectedOptions[0]?.dataset.aide ?? "";
        definition.hidden = !definition.textContent;
      }
    }

    /* Reading ------------------------------------------------------------- */

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

    function read(container, entries) {
      const data = {};
      for (const entry of entries) {
        const node = field(container, entry.key);
        if (!node || node.hidden) continue;
        const value = readNode(node, entry);
        const nothing = regles.empty(value) || (entry.genre === "block" && !entry.many && !entry.required && isBlank(value));
        if (!nothing) data[entry.key] = value;
      }
      return data;
    }

    function readNode(node, entry) {
      if (isGroup(node)) {
        return items(node).map((item) => (entry.genre === "block" ? read(item, entry.keys) : valueOf(find("[data-cle]", item))));
      }
      return entry.genre === "block" ? read(node, entry.keys) : valueOf(node);
    }

    const isBlank = (block) => Object.keys(block).length === 0;

    /* Filling ------------------------------------------------------------- */

    function setValue(node, value, fresh) {
      if (isChoice(node)) {
        node.chosen = [value ?? []].flat();
        showChosen(node);
        return;
      }
      const asked = input(node);
      if (node.dataset.genre === "yes") asked.checked = Boolean(value);
      else {
        const usual = "aujourdhui" in asked.dataset ? window.traversees.jour() : asked.dataset.defaut ?? "";
        asked.value = value ?? (fresh ? usual : "");
      }
      asked.dataset.avant = asked.value;
      tell(node);
    }

    /* `fresh` puts the usual values; `kept` shows what the record holds, even where the form would not ask for it. */
    function write(container, entries, data, { fresh = false, kept = false } = {}) {
      const first = ({ key }) => (container === form && key === "sources" ? 0 : 1); // the others choose among them
      for (const entry of [...entries].sort((a, b) => first(a) - first(b))) {
        const node = field(container, entry.key);
        const value = data[entry.key];
        if (!node) continue;
        if (kept && !regles.empty(value)) node.dataset.garde = "";
        else delete node.dataset.garde;
        if (isGroup(node)) writeGroup(node, entry, value ?? [], fresh);
        else if (entry.genre === "block") write(node, entry.keys, value ?? {}, { fresh });
        else setValue(node, value, fresh);
        const fold = node.closest("details.form-plus");
        if (fold && container === form && !regles.empty(value)) fold.open = true;
        if (container === form && entry.key === "sources") refreshSources();
      }
      if (container === form) {
        refreshSources(); // for the items made since
        showConditions();
      }
    }

    function writeGroup(group, entry, values, fresh) {
      items(group).forEach((item) => item.remove());
      const least = fresh ? Number(group.dataset.moins) : 0;
      for (let index = 0; index < Math.max(values.length, least); index += 1) {
        fillItem(addItem(group), entry, values[index], values[index] === undefined);
      }
      number(group);
      findAll(".form-element > details", group).forEach((fold, index) => { fold.open = values.length < 2 || values[index] === undefined; });
    }

    function fillItem(item, entry, value, fresh) {
      if (entry.genre === "block") write(item, entry.keys, value ?? {}, { fresh });
      else setValue(find("[data-cle]", item), value, fresh);
    }

    /* Groups -------------------------------------------------------------- */

    function addItem(group) {
      const item = find("template", group).content.firstElementChild.cloneNode(true);
      find(".form-elements", group).append(item);
      equip(item);
      return item;
    }

    function number(group) {
      const nom = capital(group.dataset.nom);
      items(group).forEach((item, index, all) => {
        const n = index + 1;
        const title = phrases("element", { nom, n });
        find("legend", item).textContent = title;
        if ("bloc" in item.dataset) find("summary", item).textContent = [title, gist(item)].filter(Boolean).join("\u00a0: ");
        for (const button of findAll(".form-outils button", item)) {
          button.setAttribute("aria-label", phrases("outil", { action: button.textContent, nom: group.dataset.nom, n }));
          const still = { monter: n === 1, descendre: n === all.length }[button.dataset.action];
          if (still !== undefined) button.setAttribute("aria-disabled", still);
        }
      });
    }

    /* What a folded item is about: its first line, else the start of its text. */
    function gist(item) {
      const asked = find("[data-genre=line] [data-valeur]", item) ?? find("[data-genre=prose] [data-valeur]", item);
      return textes.shortened(textes.cleaned(asked?.value ?? ""), 60);
    }

    const entryOf = (node) => {
      const above = node.parentElement.closest("[data-cle]");
      return (above ? entryOf(above).keys : model.entries).find(({ key }) => key === node.dataset.cle);
    };

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

    function showChosen(node) {
      findAll(".form-liste input", node).forEach((box) => { box.checked = node.chosen.includes(box.value); });
    }

    function choose(node, box) {
      const others = (node.chosen ?? []).filter((value) => value !== box.value);
      if (box.type === "radio") node.chosen = [box.value];
      else node.chosen = box.checked ? [...others, box.value] : others;
    }

    function filter(node, query) {
      const words = plier(query).split(" ");
      const rows = findAll(".form-liste label", node);
      rows.forEach((row) => { row.hidden = !words.every((word) => plier(row.textContent).includes(word)); });
      const none = find(".form-rien", node);
      none.hidden = rows.some((row) => !row.hidden);
      annoncer(none.hidden ? phrases("choisis", { n: rows.filter((row) => !row.hidden).length }) : none.textContent);
    }

    /* Sources ------------------------------------------------------------- */

    function sources() {
      const group = field(form, "sources");
      const entry = model.entries.find(({ key }) => key === "sources");
      return group && entry ? items(group).map((item) => read(item, entry.keys)).filter(({ id }) => id) : [];
    }

    function refreshSources() {
      const known = sources();
      for (const select of findAll(".form-citer select", form)) {
        const options = known.map(({ id, titre }) => new Option(titre ? `${id} : ${textes.shortened(titre, 50)}` : id, id));
        select.closest(".form-citer").hidden = !known.length && select.closest("[data-cle]").dataset.genre === "body";
        select.replaceChildren(new Option(phrases("choisir-source"), ""), ...options, new Option(phrases("analyse"), textes.analysis));
      }
      for (const node of findAll("[data-genre=source]", form)) {
        node.chosen = (node.chosen ?? []).filter((id) => known.some((source) => source.id === id));
        find(".form-liste", node).replaceChildren(...known.map(({ id, titre }) => {
          const box = make("input", { type: "checkbox", value: id, checked: node.chosen.includes(id) });
          return make("label", { className: "form-case" }, box, " ", make("span", { textContent: titre ? `${id} : ${textes.shortened(titre, 80)}` : id }));
        }));
        find(".form-rien", node).hidden = known.length > 0;
      }
    }

    /* A source that takes another name keeps its citations. */
    function rename(asked) {
      const before = asked.dataset.avant;
      const after = textes.cleaned(asked.value);
      const still = sources().some(({ id }) => id === before);
      if (before && after && before !== after && !still) {
        for (const area of findAll("textarea[data-valeur]", form)) area.value = area.value.replaceAll(`[@${before}]`, `[@${after}]`);
        for (const node of findAll("[data-genre=source]", form)) node.chosen = node.chosen?.map((id) => (id === before ? after : id));
      }
      asked.dataset.avant = after;
    }

    /* A source without a short name gets one, from who publishes it and when. */
    function nameSource(item) {
      const id = input(field(item, "id"));
      const { editeur = "", date = "", titre = "" } = read(item, entryOf(item.closest("[data-cle]")).keys);
      const words = textes.slug(editeur || titre).split("-").slice(0, 4);
      if (textes.cleaned(id.value) || !words[0] || !editeur) return;
      const start = [...words, date.slice(0, 4)].filter(Boolean).join("-").slice(0, 60);
      const taken = sources().map((source) => source.id);
      let name = start;
      for (let n = 2; taken.includes(name); n += 1) name = `${start}-${n}`;
      id.value = name;
      id.dataset.avant = name;
    }

    function cite(row) {
      const select = find("select", row);
      const area = input(row.closest("[data-cle]"));
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
        const [key, wanted] = node.dataset.quand.split("=");
        node.hidden = valueOf(field(form, key)) !== wanted && !("garde" in node.dataset);
      }
    }

    /* Where a problem stands: the nearest field that its place names. */
    function nodeAt(loc) {
      let [node, inside] = [null, form];
      for (const part of loc) {
        const next = typeof part === "number" ? (isGroup(node) ? items(node)[part] : null) : field(inside, part);
        if (!next) break;
        node = next;
        inside = next;
      }
      if (!node) return null;
      const single = node.classList.contains("form-element") && !("bloc" in node.dataset);
      return single ? find("[data-cle]", node) : node;
    }

    form.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      const act = groupActions[button?.dataset.action];
      if (button?.dataset.action === "citer") cite(button.parentElement);
      if (!act) return;
      act(button.closest(".form-groupe"), button.closest(".form-element"), button);
      changed();
    });
    form.addEventListener("input", ({ target }) => {
      if (target.matches(".form-filtre")) filter(target.closest(".form-choix"), target.value);
      else if ("valeur" in target.dataset) tell(target.closest("[data-cle]"));
      changed();
    });
    form.addEventListener("change", ({ target }) => {
      const node = target.closest("[data-cle]");
      if (!node) return;
      if (isChoice(node) && target.matches(".form-liste input")) choose(node, target);
      if (node.parentElement.closest("[data-cle]") === field(form, "sources")) {
        if (node.dataset.cle === "id") rename(target);
        else nameSource(target.closest(".form-element"));
        refreshSources();
      }
      const group = node.parentElement.closest(".form-groupe");
      if (group) number(group);
      showConditions();
      changed();
    });
    form.addEventListener("keydown", (event) => { // Enter in a field sends nothing
      if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
    });

    equip(form);
    return { fill: (data, options) => write(form, model.entries, data, options), nodeAt, read: () => read(form, model.entries), showConditions };
  }

  window.traversees.formulaire.champs = champs;
})();
