// Search over labels, aliases and ids that forgives case, accents, hyphens and spaces.
"use strict";

const LONGEST_KEY = 300, MOST_FOUND = 30;
const fold = (text) =>
  text.slice(0, LONGEST_KEY).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}+]/gu, "");

let searchKeys = null;
function keysOf(node) {
  searchKeys ??= nodes.map((n) => [n.label, ...(n.aliases ?? []), n.id].map(fold).filter(Boolean));
  return searchKeys[node];
}

// Lower is better: the whole name, its beginning, a part of it, all words somewhere; null where it does not match.
function rank(node, whole, words) {
  const keys = keysOf(node);
  if (keys.includes(whole)) return 0;
  if (keys.some((key) => key.startsWith(whole))) return 1;
  if (keys.some((key) => key.includes(whole))) return 2;
  return words.length > 1 && words.every((word) => keys.some((key) => key.includes(word))) ? 3 : null;
}

function find(query) {
  const whole = fold(query), words = query.split(/\s+/).map(fold).filter(Boolean);
  if (!whole) return [];
  return nodes
    .map((_, node) => [rank(node, whole, words), -edgesOf[node].length, node])
    .filter(([score]) => score !== null)
    .sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2])
    .map(([, , node]) => node);
}

function setUpSearch(choose) {
  const input = document.getElementById("search"), list = document.getElementById("found");
  let found = [], active = 0;

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const pick = (node) => {
    close();
    input.blur();
    choose(node);
  };
  const mark = (to) => {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = (to + found.length) % found.length;
    const option = list.children[active];
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  };
  const refresh = () => {
    const all = find(input.value);
    found = all.slice(0, MOST_FOUND);
    list.replaceChildren(
      ...found.map((node, i) => {
        const type = element("small", {}, nodeTypes[nodes[node].type][0]);
        const option = element("li", { role: "option", id: "found-" + i, "aria-selected": "false" });
        option.append(symbol(nodes[node].type), element("span", {}, shorten(nodes[node].label, 90)), type);
        // Before the input loses the focus, which closes the list.
        option.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          pick(node);
        });
        return option;
      }),
    );
    if (all.length > found.length) list.append(element("li", { class: "note" }, `${all.length - found.length} more: go on typing`));
    if (!found.length) list.append(element("li", { class: "note" }, "Nothing of that name"));
    list.hidden = !fold(input.value);
    input.setAttribute("aria-expanded", String(!list.hidden));
    active = 0;
    if (found.length) mark(0);
  };

  input.addEventListener("input", refresh);
  input.addEventListener("focus", () => input.value && refresh());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      close();
    } else if (event.key === "ArrowDown" && found.length) mark(active + 1);
    else if (event.key === "ArrowUp" && found.length) mark(active - 1);
    else if (event.key === "Enter" && found.length && !list.hidden) pick(found[active]);
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input:not([type=checkbox])");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.focus();
      input.select();
    }
  });
}
