// @ts-check
/* The progress of a reading path: a box for each step, kept in the browser only. The sentences are in the page. */
(() => {
  "use strict";
  const { annoncer, racine, remplir } = window.traversees;
  const find = /** @type {Find} */ ((selector, from = document) => from.querySelector(selector));
  const panel = find(".progres");
  const parcours = panel.dataset.parcours ?? "";
  const key = `${racine.pathname}parcours`;
  const steps = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-etape]"))];
  const restart = find("[data-action=recommencer]", panel);
  /** @param {string} name @param {Facts} [values] */
  const say = (name, values) => remplir(panel.dataset[name], values);

  /** @returns {Record<string, string[]>} */
  function stored() {
    try {
      return Object(JSON.parse(localStorage.getItem(key) ?? "{}"));
    } catch { /* storage refused or spoilt: nothing was read */ }
    return {};
  }

  function store() {
    const all = { ...stored(), [parcours]: boxes.filter((box) => box.checked).map((box) => box.value) };
    if (!all[parcours].length) delete all[parcours];
    try {
      if (Object.keys(all).length) localStorage.setItem(key, JSON.stringify(all));
      else localStorage.removeItem(key);
    } catch { /* storage refused: the boxes last as long as the page */ }
  }

  /** @param {HTMLElement} step */
  function addBox(step) {
    const label = document.createElement("label");
    const box = document.createElement("input");
    const name = document.createElement("span");
    box.type = "checkbox";
    box.value = step.dataset.etape ?? "";
    name.className = "visually-hidden";
    name.textContent = `\u00a0: ${find("a", step).textContent}`;
    label.className = "lu";
    label.append(box, say("case"), name);
    step.append(label);
    return box;
  }

  function show() {
    const n = boxes.filter((box) => box.checked).length;
    const total = boxes.length;
    const sentence = say(n === total ? "fini" : n > 1 ? "phrases" : "phrase", { n, total });
    find("p", panel).textContent = sentence;
    /** @type {HTMLProgressElement} */ (find("progress", panel)).value = n;
    restart.hidden = n === 0;
    return sentence;
  }

  function refresh() {
    const read = [stored()[parcours] ?? []].flat();
    boxes.forEach((box) => { box.checked = read.includes(box.value); });
    return show();
  }

  const boxes = steps.map(addBox);
  boxes.forEach((box) => box.addEventListener("change", () => {
    store();
    annoncer(show());
  }));
  restart.addEventListener("click", () => {
    boxes.forEach((box) => { box.checked = false; });
    store();
    annoncer(show());
    boxes[0].focus();
  });
  find("[data-action=imprimer]", panel).addEventListener("click", () => print());
  addEventListener("storage", (event) => { if (event.key === key) refresh(); });
  addEventListener("pageshow", (event) => { if (event.persisted) refresh(); });
  refresh();
  panel.hidden = false;
})();
