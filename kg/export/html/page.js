// The page: what the address names is selected, on the map and in the panel.
"use strict";

const panel = document.getElementById("panel");
const boxes = new Map();

// An address that cannot be decoded, or names nothing here, selects nothing.
function fromAddress() {
  const [, kind, encoded] = location.hash.match(/^#(node|edge)\/(.+)$/s) ?? [];
  try {
    const id = kind && (kind === "node" ? byId : edgeById).get(decodeURIComponent(encoded));
    return id === undefined ? [null] : [kind, id];
  } catch {
    return [null];
  }
}

function select(kind, id) {
  const wanted = kind ? address(kind, kind === "node" ? nodes[id].id : edgeId(id)) : "";
  if (wanted === location.hash) return;
  history.pushState(null, "", wanted || location.pathname + location.search);
  apply();
}

function actions(node) {
  const missing = map.absent(node).length;
  if (!missing) return null;
  const button = element("button", { type: "button", class: "expand" }, `Draw ${missing} more ${missing === 1 ? "neighbour" : "neighbours"}`);
  button.addEventListener("click", () => {
    map.expand(node);
    button.remove();
  });
  return button;
}

function apply() {
  const [kind, id] = fromAddress();
  panel.hidden = !kind;
  document.body.classList.toggle("open", Boolean(kind));
  // The map has the new width before it moves.
  map.network.redraw();
  if (kind === "node") reveal(id);
  if (kind === "edge") [SOURCE, TARGET].forEach((end) => reveal(edges[id][end]));
  map.show(kind, id);
  if (!kind) return;
  const close = element("button", { type: "button", class: "close", "aria-label": "Close" }, "×");
  close.addEventListener("click", () => select(null));
  const content = kind === "node" ? nodePanel(id, actions(id)) : edgePanel(id);
  panel.replaceChildren(close, ...content.filter(Boolean));
  panel.scrollTop = 0;
  if (document.activeElement === document.body) panel.focus({ preventScroll: true });
}

// What is asked for by name is shown, even where its type was switched off.
function reveal(node) {
  const box = boxes.get(nodes[node].type);
  if (box.checked) return;
  box.checked = true;
  map.filter(nodes[node].type, true);
}

function setUpLegend() {
  const counted = new Map();
  nodes.forEach(({ type }) => counted.set(type, (counted.get(type) ?? 0) + 1));
  const holder = document.getElementById("types");
  for (const [type, [, many]] of Object.entries(nodeTypes)) {
    if (!counted.has(type)) continue;
    const box = element("input", { type: "checkbox", "data-type": type });
    box.checked = true;
    box.addEventListener("change", () => map.filter(type, box.checked));
    boxes.set(type, box);
    const count = element("small", {}, counted.get(type).toLocaleString("en"));
    holder.append(element("label", {}, box, symbol(type), element("span", {}, many), count));
  }
  if (matchMedia("(max-width: 640px)").matches) document.getElementById("legend").open = false;
}

const map = setUpMap(select);
setUpLegend();
setUpSearch((node) => select("node", node));
for (const [id, factor] of [["zoom-in", 1.4], ["zoom-out", 1 / 1.4], ["zoom-all", 0]]) {
  document.getElementById(id).addEventListener("click", () => map.zoom(factor));
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !panel.hidden) select(null);
});
addEventListener("popstate", apply);
map.network.once("afterDrawing", () => {
  document.getElementById("loading").remove();
  map.network.fit({ animation: false });
  if (location.hash) apply();
  document.documentElement.dataset.ready = "true";
});
