// @ts-check
/*
 * The words of the lexicon, explained where they stand. Without this script, or without popovers, they are links to the
 * lexicon. A word stays a link in the text, so that it wraps as one; the browser itself closes what is open.
 */
(() => {
  "use strict";
  /** @type {HTMLElement | null} */
  const shelf = document.querySelector(".bulles");
  if (!shelf || !("popover" in HTMLElement.prototype)) return;
  const wide = matchMedia("(min-width: 45em) and (min-height: 30em)");
  const margin = 8;
  /** @type {Map<HTMLElement, HTMLElement>} */
  const openers = new Map(); // the word that opened each explanation

  /**
   * On wide screens beside the word; elsewhere the style sheet puts it at the bottom.
   * @param {HTMLElement} bubble
   */
  function place(bubble) {
    bubble.style.left = "";
    bubble.style.top = "";
    const word = openers.get(bubble);
    if (!word) return;
    if (!wide.matches) {
      scrollBy(0, Math.max(0, word.getBoundingClientRect().bottom + margin - bubble.getBoundingClientRect().top));
      return;
    }
    const [line] = word.getClientRects();
    const { top, bottom } = word.getBoundingClientRect();
    const farthest = document.documentElement.clientWidth - bubble.offsetWidth - margin;
    const fits = bottom + margin + bubble.offsetHeight <= innerHeight || top < bubble.offsetHeight + margin;
    bubble.style.left = `${Math.max(margin, Math.min(line.left, farthest)) + scrollX}px`;
    bubble.style.top = `${(fits ? bottom + margin : top - bubble.offsetHeight - margin) + scrollY}px`;
  }

  /** @param {HTMLElement} word @param {HTMLElement} bubble */
  function open(word, bubble) {
    openers.set(bubble, word);
    word.after(bubble); // so that the keyboard goes from the word to its explanation, then on
    bubble.showPopover();
    place(bubble);
    bubble.focus({ preventScroll: true });
  }

  /** @param {HTMLElement} bubble */
  function close(bubble) {
    bubble.hidePopover();
    openers.get(bubble)?.focus({ preventScroll: true });
  }

  /** @param {HTMLElement} word */
  function enhanceWord(word) {
    const bubble = /** @type {HTMLElement} */ (document.getElementById(`bulle-${word.dataset.mot}`));
    let wasOpen = false; // the browser closes on press, before the click
    word.setAttribute("role", "button");
    word.setAttribute("aria-haspopup", "dialog");
    word.setAttribute("aria-expanded", "false");
    word.addEventListener("pointerdown", () => {
      wasOpen = word.getAttribute("aria-expanded") === "true";
    });
    word.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // the page of the word, elsewhere
      event.preventDefault();
      if (!wasOpen) open(word, bubble);
      wasOpen = false;
    });
    word.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      word.click();
    });
  }

  /** @param {HTMLElement} bubble */
  function enhanceBubble(bubble) {
    bubble.popover = "auto";
    bubble.querySelector("button")?.addEventListener("click", () => close(bubble));
    bubble.addEventListener("toggle", ({ newState }) => {
      openers.get(bubble)?.setAttribute("aria-expanded", String(newState === "open"));
    });
    bubble.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      close(bubble);
    });
    bubble.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && !bubble.contains(relatedTarget) && bubble.matches(":popover-open")) bubble.hidePopover();
    });
  }

  const bubbles = [.../** @type {NodeListOf<HTMLElement>} */ (shelf.querySelectorAll(".bulle"))];
  bubbles.forEach(enhanceBubble);
  shelf.hidden = false;
  /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("a.mot")).forEach(enhanceWord);
  addEventListener("resize", () => bubbles.filter((bubble) => bubble.matches(":popover-open")).forEach(place));
})();
