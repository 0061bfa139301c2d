// Keys for the list of changes and the page of one. Both are complete without them: every key presses a button or goes
// to a field that stands there. Nothing happens while somebody types, in a dialog, or with Ctrl, Alt or Meta held, and
// the box "keys are on" switches them off, remembered in this browser (WCAG 2.1.4, character key shortcuts).
(() => {
  "use strict";
  const find = (selector) => document.querySelector(selector);
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const store = {
    read: (kind, name) => { try { return window[kind].getItem(name); } catch { return null; } },
    write: (kind, name, value) => { try { window[kind].setItem(name, value); } catch { /* private window */ } },
  };
  const TYPED_IN = "input:not([type=checkbox], [type=radio], [type=submit], [type=button]), textarea, select, [contenteditable], dialog";
  const isTyping = (element) => element instanceof Element && element.closest(TYPED_IN) !== null;
  let keys = {};
  let chord = null;
  let isLeaving = false;

  // What a key has done is said in sight: its field may stand two screens below what is being read.
  const SAID_MILLISECONDS = 8000;
  let unsay = 0;
  const say = (words) => {
    const place = find("#desk-said");
    if (!place) return;
    place.textContent = words || "";
    clearTimeout(unsay);
    if (words && !chord) unsay = setTimeout(() => { place.textContent = ""; }, SAID_MILLISECONDS);
  };
  const use = (element) => {
    if (element.matches("select, textarea, input[type=text], input[type=search]")) {
      element.scrollIntoView({ block: "center" });
      element.focus();
    } else {
      element.click();
      if (element.matches("input[type=checkbox], input[type=radio]")) {
        const words = element.labels[0]?.textContent.replace(/\s+/g, " ").trim() ?? "";
        say(`${element.checked ? "\u2713" : "\u2717"} ${words}`);
      }
    }
  };
  // One key goes through the few answers of a field; that none is given yet is no answer.
  const chooseNext = (field) => {
    const answers = Array.from(field.options).filter((option) => option.value);
    const next = answers[(answers.findIndex((option) => option.selected) + 1) % answers.length];
    next.selected = true;
    say(`${field.labels[0]?.textContent.trim() ?? ""} ${next.textContent}`);
  };
  // Where Escape leads out of a field and back to the keys; in Django's own fields it means other things.
  const LEFT_BY_ESCAPE = "#annotate :is(input, select, textarea), #searchbar, select[name=action]";

  // --- The list ---
  const setUpList = (table) => {
    const rows = Array.from(table.querySelectorAll("tbody tr"));
    const linkOf = (row) => row.querySelector("th a, td a");
    let place = -1;
    const go = (to) => {
      if (!rows.length) return;
      place = Math.min(rows.length - 1, Math.max(0, to));
      rows.forEach((row, number) => row.classList.toggle("desk-here", number === place));
      rows[place].tabIndex = -1;
      rows[place].focus({ preventScroll: true });
      rows[place].scrollIntoView({ block: "nearest" });
    };
    rows.forEach((row, number) => row.addEventListener("focusin", () => {
      place = number;
      rows.forEach((other, which) => other.classList.toggle("desk-here", which === place));
    }));
    table.addEventListener("click", (event) => {
      const row = event.target.closest("tbody tr");
      if (row && event.target.closest("a")) remember(row);
    });
    const remember = (row) => store.write("sessionStorage", "desk-row", linkOf(row) ? linkOf(row).pathname : "");
    const last = store.read("sessionStorage", "desk-row");
    const known = last ? rows.findIndex((row) => linkOf(row) && linkOf(row).pathname === last) : -1;
    if (known >= 0 && document.activeElement === document.body) go(known);
    keys = {
      j: () => go(place + 1),
      k: () => go(place - 1),
      x: () => { const box = rows[place] && rows[place].querySelector("input.action-select"); if (box) box.click(); },
      a: () => { const actions = find("select[name=action]"); if (actions) actions.focus(); },
      "/": () => { const search = find("#searchbar"); if (search) search.focus(); },
      Enter: (event) => {
        if (event.target !== rows[place] || !linkOf(rows[place])) return false;
        remember(rows[place]);
        linkOf(rows[place]).click();
        return true;
      },
    };
  };

  // --- The page of a change ---
  const step = (by) => {
    const rows = all(".desk-diff tr.desk-row:not(.desk-row-equal)");
    if (!rows.length) return;
    const now = rows.indexOf(document.activeElement);
    const seen = rows.filter((row) => row.getBoundingClientRect().top < 120).length - 1;
    const to = Math.min(rows.length - 1, Math.max(0, (now >= 0 ? now : seen) + by));
    rows[to].tabIndex = -1;
    rows[to].focus({ preventScroll: true });
    rows[to].scrollIntoView({ block: "center" });
  };

  const MODES = ["beside", "stacked", "whole"];
  const bodies = {};
  const showMode = async (mode) => {
    const table = find(".desk-diff");
    if (!table) return;
    const body = table.tBodies[0];
    bodies.changed ||= Array.from(body.rows);
    if (mode === "whole" && !bodies.whole) {
      // With all that the address says beside it, such as whose reading is shown.
      const address = new URL(location.href);
      address.searchParams.set("whole", "");
      const answer = await fetch(address, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      bodies.whole = Array.from(page.querySelector(".desk-diff tbody")?.rows ?? bodies.changed);
    }
    const shown = document.createDocumentFragment();
    for (const row of mode === "whole" ? bodies.whole : bodies.changed) shown.append(row);
    body.replaceChildren(shown);
    table.classList.toggle("desk-stacked", mode === "stacked");
    table.dataset.mode = mode;
    store.write("localStorage", "desk-diff", mode === "whole" ? "beside" : mode);
    say(find("#desk-said").dataset[mode]);
  };
  const nextMode = () => {
    const table = find(".desk-diff");
    if (table) showMode(MODES[(MODES.indexOf(table.dataset.mode || "beside") + 1) % MODES.length]);
  };

  // The words of a selection in one cell, without the marks that are read out, and the field they belong in.
  const selectedWords = () => {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const element = (node) => node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    const cell = element(range.commonAncestorContainer)?.closest(".desk-diff td");
    if (!cell) return null;
    const copy = range.cloneContents();
    copy.querySelectorAll(".vh, .field-name, [aria-hidden=true]").forEach((mark) => mark.remove());
    const words = copy.textContent.replace(/\s+/g, " ").trim();
    const field = find(cell.cellIndex === 0 ? "#id_quote_before" : "#id_quote_after");
    return words && field ? { words, field } : null;
  };
  const noteSelection = () => {
    const selected = selectedWords();
    if (!selected) return;
    const lines = selected.field.value.split("\n").filter((line) => line.trim());
    if (!lines.includes(selected.words)) lines.push(selected.words);
    selected.field.value = lines.join("\n");
    getSelection().removeAllRanges();
    say(find("#desk-said").dataset.about);
  };

  const setUpKinds = (filter) => {
    const choices = all(".desk-kind-choices > span");
    const fits = (choice) => choice.textContent.toLowerCase().includes(filter.value.trim().toLowerCase());
    const narrow = () => choices.forEach((choice) => { choice.hidden = !fits(choice); });
    filter.addEventListener("input", narrow);
    filter.addEventListener("keydown", (event) => {
      if (event.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
      event.preventDefault();
      const first = event.key === "Enter" && filter.value.trim() && choices.find(fits);
      filter.value = "";
      narrow();
      if (first) first.querySelector("input").click();
      else filter.blur();
    });
  };

  const setUpReview = () => {
    for (let weight = 0; weight <= 4; weight++) {
      keys[weight] = () => { const choice = find(`input[name=significance][value="${weight}"]`); if (choice) use(choice); };
    }
    Object.assign(keys, { "]": () => step(1), "[": () => step(-1), o: nextMode, w: noteSelection });
    const fields = { v: "#id_disclosure", e: "#id_public_note", t: "#desk-kind-filter" };
    for (const [key, selector] of Object.entries(fields)) {
      keys[key] = () => { const field = find(selector); if (field) use(field); };
    }
    keys.h = () => { const field = find("#id_confidence"); if (field) chooseNext(field); };
    const filter = find("#desk-kind-filter");
    if (filter) setUpKinds(filter);
    const about = find("#desk-about");
    if (about) {
      // Pressing a button would end the selection before it is read.
      about.addEventListener("mousedown", (event) => event.preventDefault());
      about.addEventListener("click", noteSelection);
      document.addEventListener("selectionchange", () => { about.hidden = selectedWords() === null; });
    }
    if (store.read("localStorage", "desk-diff") === "stacked") showMode("stacked");
  };

  // --- Both ---
  const beginChord = (place) => {
    chord = place;
    place.classList.add("desk-chord");
    place.scrollIntoView({ block: "nearest" });
    say(Array.from(place.querySelectorAll("kbd")).map((mark) => mark.parentElement.textContent.trim()).join(", "));
  };
  const endChord = () => {
    say("");
    if (chord) chord.classList.remove("desk-chord");
    chord = null;
  };
  const press = (event) => {
    const key = event.key;
    if (chord) {
      const chosen = Array.from(chord.querySelectorAll("[data-letter]")).find((one) => one.dataset.letter === key);
      endChord();
      if (chosen) use(chosen);
      return true;
    }
    if (key === "?") { find("#desk-help").showModal(); return true; }
    const begun = all("[data-chord]").find((one) => one.dataset.chord === key);
    if (begun) { beginChord(begun); return true; }
    const target = all("[data-key]").find((one) => one.dataset.key === key && !one.hidden);
    if (target) { use(target); return true; }
    if (!Object.hasOwn(keys, key)) return false;
    return keys[key](event) !== false;
  };

  const table = find("#result_list");
  if (table) setUpList(table);
  else if (find("#annotate")) setUpReview();
  all(".desk-script").forEach((one) => { one.hidden = false; });
  const switched = find("#desk-keys");
  if (!switched) return;
  switched.checked = store.read("localStorage", "desk-keys") !== "off";
  switched.addEventListener("change", () => store.write("localStorage", "desk-keys", switched.checked ? "on" : "off"));
  find("#desk-help-open").addEventListener("click", () => find("#desk-help").showModal());
  addEventListener("submit", () => { isLeaving = true; });
  addEventListener("pageshow", () => { isLeaving = false; });
  document.addEventListener("keydown", (event) => {
    const isAltGraph = event.getModifierState("AltGraph");
    if (event.defaultPrevented || event.isComposing || event.repeat && !"jk[]".includes(event.key)) return;
    if (event.metaKey || (!isAltGraph && (event.ctrlKey || event.altKey))) return;
    if (["Shift", "AltGraph", "CapsLock"].includes(event.key)) return;
    if (!switched.checked || isLeaving || find("dialog[open]")) return;
    if (event.key === "Escape" && event.target.matches?.(LEFT_BY_ESCAPE)) event.target.blur();
    if (isTyping(event.target)) return;
    if (press(event)) event.preventDefault();
  });
})();
