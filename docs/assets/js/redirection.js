/* A page that moved: the section and the words that were asked for are asked of the new address too. */
(() => {
  "use strict";
  const { search, hash } = location;
  if (search || hash) location.replace(document.querySelector("main a").href + search + hash);
})();
