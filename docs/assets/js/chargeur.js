// @ts-check
/*
 * The one door for scripts, before all our others. `traversees.charger(chemin)` promises the value of a file that a page asks
 * for later; the file, a script, gives it by `traversees.recevoir(chemin, valeur)`. Scripts, since nothing else loads from a
 * disk. A `chemin` is relative to the site’s address, which is `traversees.racine`. A script calls itself by its name before
 * publication, which adds to it a digest of what it holds.
 */
(() => {
  "use strict";
  const { currentScript } = document;
  if (!(currentScript instanceof HTMLScriptElement)) throw new TypeError("currentScript"); // an image of this name would hide it
  const racine = new URL("../../", currentScript.src);

  /* Where the browser knows Trusted Types, no address but those accepted here becomes a script. */
  const rules = {
    /** @param {string} address */
    createScriptURL(address) {
      const chemin = address.startsWith(racine.href) ? address.slice(racine.href.length) : "";
      if (!/^\w[\w./-]*\.js$/.test(chemin) || new URL(address).href !== address) throw new TypeError(address);
      return address;
    },
  };
  const policy = window.trustedTypes?.createPolicy("traversees", rules) ?? rules;

  /** @type {Map<string, unknown>} */
  const received = new Map();
  /** @type {Map<string, Promise<unknown>>} */
  const asked = new Map();

  /** @param {string} chemin */
  const nameOf = (chemin) => chemin.replace(/\.[0-9a-f]{8}(?=\.js$)/, "");

  /** @param {string} chemin */
  const load = (chemin) => new Promise((resolve, reject) => {
    const name = nameOf(chemin);
    received.delete(name);
    const script = document.createElement("script");
    script.src = policy.createScriptURL(racine.href + chemin);
    script.addEventListener("error", reject);
    script.addEventListener("load", () => (received.has(name) ? resolve(received.get(name)) : reject(new Error(chemin))));
    document.head.append(script);
    script.remove(); // it is asked for already
  });

  /** @param {string} chemin */
  function charger(chemin) {
    const promise = asked.get(chemin) ?? load(chemin);
    asked.set(chemin, promise);
    promise.catch(() => asked.delete(chemin)); // so that it may be tried again
    return promise;
  }

  /** @type {Traversees["recevoir"]} */
  const recevoir = (chemin, valeur) => { received.set(nameOf(chemin), valeur); };

  /* The rest is added by other scripts. */
  window.traversees = /** @type {Traversees} */ ({ charger, racine, recevoir });
})();
