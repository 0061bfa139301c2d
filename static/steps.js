// Comfort on pages that compare two texts: j and k step from one difference to the next.
// The page is complete without it. Nothing happens while somebody types, or with Ctrl, Alt, Meta or Shift held,
// and the box "keys on" switches the keys off (WCAG 2.1.4, character key shortcuts).
(() => {
  "use strict";
  const bar = document.querySelector(".stepper");
  const rows = Array.from(document.querySelectorAll("#comparison tbody tr.row:not(.equal)"));
  if (!bar || !rows.length) return;
  const here = bar.querySelector(".here");
  const keys = bar.querySelector("input");
  const STEPS = { j: 1, k: -1 };

  // The row the address names, or else the last one that begins above the middle of the window.
  const current = () => {
    const named = rows.findIndex((row) => row.id === decodeURIComponent(location.hash.slice(1)));
    if (named >= 0 && isNear(rows[named])) return named;
    return rows.filter((row) => row.getBoundingClientRect().top < innerHeight / 3).length - 1;
  };
  const isNear = (row) => {
    const box = row.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight;
  };
  const say = (place) => { here.textContent = place < 0 ? "–" : String(place + 1); };
  const step = (by) => {
    const place = Math.min(rows.length - 1, Math.max(0, current() + by));
    const row = rows[place];
    // Replaces the address without a new entry, so that Back leads out of the page; marks the row as its target.
    location.replace("#" + row.id);
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
    say(place);
  };
  const isTyping = (element) =>
    element instanceof Element && element.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");

  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) step(Number(button.dataset.step));
  });
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (!keys.checked || !(event.key in STEPS) || isTyping(event.target)) return;
    event.preventDefault();
    step(STEPS[event.key]);
  });
  addEventListener("hashchange", () => say(rows.findIndex((row) => row.id === location.hash.slice(1))));
  bar.hidden = false;
})();
