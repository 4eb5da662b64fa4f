// @ts-check
/*
 * A page that moved: the section and the words that were asked for are asked of the new address too. From a disk, no server
 * gives the page of a folder.
 */
(() => {
  "use strict";
  const { search, hash, protocol } = location;
  const page = protocol === "file:" ? "index.html" : "";
  /** @type {HTMLAnchorElement | null} */
  const link = document.querySelector("main a");
  if (link && (search || hash || page)) location.replace(link.href + page + search + hash);
})();
