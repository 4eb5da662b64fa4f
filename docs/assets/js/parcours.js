/* The progress of a reading path: a box for each step, kept in the browser only. The sentences are in the page. */
(() => {
  "use strict";
  const panel = document.querySelector(".progres");
  const { parcours } = panel.dataset;
  const key = `${new URL("../../", document.currentScript.src).pathname}parcours`;
  const steps = [...document.querySelectorAll("[data-etape]")];
  const [restart] = panel.querySelectorAll("[data-action=recommencer]");
  const say = (name, values) => panel.dataset[name].replace(/\{(\w+)\}/g, (_, value) => values[value]);

  function stored() {
    try {
      return Object(JSON.parse(localStorage.getItem(key)));
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

  function addBox(step) {
    const label = document.createElement("label");
    const box = document.createElement("input");
    const name = document.createElement("span");
    box.type = "checkbox";
    box.value = step.dataset.etape;
    name.className = "visually-hidden";
    name.textContent = `\u00a0: ${step.querySelector("a").textContent}`;
    label.className = "lu";
    label.append(box, say("case", {}), name);
    step.append(label);
    return box;
  }

  function show() {
    const n = boxes.filter((box) => box.checked).length;
    const total = boxes.length;
    const sentence = say(n === total ? "fini" : n > 1 ? "phrases" : "phrase", { n, total });
    panel.querySelector("p").textContent = sentence;
    panel.querySelector("progress").value = n;
    restart.hidden = n === 0;
    return sentence;
  }

  function refresh() {
    const read = [].concat(stored()[parcours] ?? []);
    boxes.forEach((box) => { box.checked = read.includes(box.value); });
    return show();
  }

  const boxes = steps.map(addBox);
  boxes.forEach((box) => box.addEventListener("change", () => {
    store();
    window.traversees.annoncer(show());
  }));
  restart.addEventListener("click", () => {
    boxes.forEach((box) => { box.checked = false; });
    store();
    window.traversees.annoncer(show());
    boxes[0].focus();
  });
  panel.querySelector("[data-action=imprimer]").addEventListener("click", () => print());
  addEventListener("storage", (event) => { if (event.key === key) refresh(); });
  addEventListener("pageshow", (event) => { if (event.persisted) refresh(); });
  refresh();
  panel.hidden = false;
})();
