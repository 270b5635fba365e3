// The legend: which types and months are drawn, whether the map moves, light or dark.
"use strict";

// Where the legend lies on the map, not beside it.
const narrow = matchMedia("(max-width: 899px)");

function setUpLegend(map) {
  const boxes = new Map(), numbers = new Map();
  const countOf = (all) => all.reduce((counts, { type }) => counts.set(type, (counts.get(type) ?? 0) + 1), new Map());
  const total = countOf(nodes);
  const holder = document.getElementById("types");
  for (const [type, [, many]] of Object.entries(nodeTypes)) {
    if (!total.has(type)) continue;
    const box = element("input", { type: "checkbox", "data-type": type });
    box.addEventListener("change", () => go({ off: [...boxes].filter(([, one]) => !one.checked).map(([name]) => name) }, true));
    boxes.set(type, box);
    numbers.set(type, element("small", { title: "drawn, of all" }));
    holder.append(element("label", {}, box, symbol(type), element("span", {}, many), numbers.get(type)));
  }

  const [since, until] = ["since", "until"].map((end) => {
    const choice = document.getElementById(end);
    choice.append(...months.map((month) => element("option", { value: month }, month)));
    // The whole range says nothing in the address.
    const whole = { since: months[0], until: months.at(-1) };
    const said = (one, month) => ({ [one]: month === whole[one] ? "" : month });
    choice.addEventListener("change", () => {
      // The other end comes along where it would lie on the wrong side.
      const other = end === "since" ? "until" : "since", limit = state[other] || whole[other];
      const passed = end === "since" ? choice.value > limit : choice.value < limit;
      go({ ...said(end, choice.value), ...(passed ? said(other, choice.value) : {}) }, true);
    });
    return choice;
  });
  document.getElementById("dates").hidden = months.length < 2;
  document.getElementById("physics").addEventListener("change", ({ target }) => map.setPhysics(target.checked));
  document.getElementById("theme").addEventListener("click", () => {
    const other = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    theme.keep(other);
    theme.set(other);
    map.paint();
  });
  if (narrow.matches) document.getElementById("legend").open = false;

  return (shown) => {
    boxes.forEach((box, type) => (box.checked = !shown.off.includes(type)));
    since.value = shown.since || months[0];
    until.value = shown.until || months.at(-1);
    const drawn = countOf(map.shown().map((node) => nodes[node]));
    numbers.forEach((holder, type) => {
      const some = drawn.get(type) ?? 0, all = total.get(type);
      holder.textContent = (some === all ? "" : some.toLocaleString("en") + " / ") + all.toLocaleString("en");
    });
  };
}

// What a state lets through: nodes and edges of its types and months; what is named is always shown.
function filterOf(shown, only = null) {
  const [from, to] = [shown.since ? months.indexOf(shown.since) : 0, shown.until ? months.indexOf(shown.until) : months.length];
  const named = new Set(chosen(shown));
  const whole = from === 0 && to >= months.length - 1;
  const inside = (found) => whole || found.some((month) => month >= from && month <= to);
  const walks = (node) => !shown.off.includes(nodes[node].type) && inside(nodes[node].months ?? []);
  const passes = (node) => named.has(node) || (walks(node) && (only === null || only.has(node)));
  passes.walks = walks;
  passes.edge = (edge) => inside(edges[edge][MONTHS]);
  return passes;
}
