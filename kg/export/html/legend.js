// The legend: which types and months are drawn, whether the map moves, light or dark.
"use strict";

function setUpLegend(map) {
  const boxes = new Map();
  const total = new Map();
  nodes.forEach(({ type }) => total.set(type, (total.get(type) ?? 0) + 1));
  const holder = document.getElementById("types");
  for (const [type, [, many]] of Object.entries(nodeTypes)) {
    if (!total.has(type)) continue;
    const box = element("input", { type: "checkbox", "data-type": type });
    box.addEventListener("change", () => go({ off: [...boxes].filter(([, one]) => !one.checked).map(([name]) => name) }, true));
    boxes.set(type, box);
    const count = element("small", {}, total.get(type).toLocaleString("en"));
    holder.append(element("label", {}, box, symbol(type), element("span", {}, many), count));
  }

  const [since, until] = ["since", "until"].map((end) => {
    const choice = document.getElementById(end);
    choice.append(...months.map((month) => element("option", { value: month }, month)));
    // The whole range says nothing in the address.
    const whole = end === "since" ? months[0] : months.at(-1);
    choice.addEventListener("change", () => go({ [end]: choice.value === whole ? "" : choice.value }, true));
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
  if (matchMedia("(max-width: 640px)").matches) document.getElementById("legend").open = false;

  return (shown) => {
    boxes.forEach((box, type) => (box.checked = !shown.off.includes(type)));
    since.value = shown.since || months[0];
    until.value = shown.until || months.at(-1);
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
