// @ts-check
/* A page that moved: the section and the words that were asked for are asked of the new address too. */
(() => {
  "use strict";
  const { search, hash } = location;
  /** @type {HTMLAnchorElement | null} */
  const link = document.querySelector("main a");
  if (link && (search || hash)) location.replace(link.href + search + hash);
})();
