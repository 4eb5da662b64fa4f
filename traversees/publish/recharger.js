// @ts-check
/* While one writes (`serve`): asks when the site is published again, then loads the page again; silent while it is not seen. */
(() => {
  "use strict";
  const { demande = "" } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
  const published = Number(demande.split("/")[2]);
  const LATER = 3000; // milliseconds before asking again a server that does not answer
  let asking = new AbortController();

  async function ask() {
    asking = new AbortController();
    const { signal } = asking;
    const answer = await fetch(demande, { signal }).catch(() => null);
    if (signal.aborted) return;
    if (answer?.ok && Number(await answer.text()) > published) location.reload();
    else setTimeout(() => { if (!signal.aborted) ask(); }, answer?.ok ? 0 : LATER);
  }

  function follow() {
    asking.abort();
    if (document.visibilityState === "visible") ask();
  }

  document.addEventListener("visibilitychange", follow);
  addEventListener("pagehide", () => asking.abort());
  addEventListener("pageshow", follow);
})();
