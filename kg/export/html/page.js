// The page: what the address says is shown, on the map, in the panel and in the tabs.
"use strict";

const panel = document.getElementById("panel");
const map = setUpMap(select, leave);
const showLegend = setUpLegend(map);

// Beside the overview: what was visited, the first neighbours of what was opened, and what is on a walk.
const visited = new Set();
const firstNeighbours = new Map();
function openedBy(ids) {
  const found = [];
  const times = new Map();
  ids.forEach((id) => times.set(byId.get(id), (times.get(byId.get(id)) ?? 0) + 1));
  for (const [node, count] of times) {
    // Which neighbours the overview lacked is asked before any are drawn.
    if (!firstNeighbours.has(node)) firstNeighbours.set(node, neighboursOf(node).sort(byDegree));
    found.push(node, ...firstNeighbours.get(node).filter((one) => !overview.has(one)).slice(0, count * BATCH));
  }
  return found;
}
const overview = new Set(read("drawing").nodes.map(({ id }) => id));

function button(text, does, act, pressed) {
  const made = element("button", { type: "button", "data-does": does, "aria-pressed": pressed === undefined ? null : String(pressed) }, text);
  made.addEventListener("click", act);
  return made;
}

function actions(node, left) {
  const { id } = nodes[node];
  const missing = map.absent(node).length;
  const few = Math.min(missing, BATCH);
  const expand = missing && !state.focus
    ? button(`Draw ${few < missing ? `${few} of ` : ""}${missing.toLocaleString("en")} more ${missing === 1 ? "neighbour" : "neighbours"}`, "expand", () => go({ open: [...state.open, id] }))
    : null;
  expand?.classList.add("expand");
  const focus = (depth) => button(depth ? `Focus ${depth}` : "Whole map", "focus" + depth, () => go({ focus: depth ? String(depth) : "" }), depth ? state.focus === String(depth) : undefined);
  const told = left ? element("p", { role: "status" }, `${left.toLocaleString("en")} more are left out: the nearest and best connected are drawn.`) : null;
  return element("div", { class: "actions" }, expand, focus(1), focus(2), state.focus ? focus(0) : null, button("Path from here", "path", () => go({ ...EMPTY, kind: "path", id })), told);
}

function applyToMap(kind, ends) {
  let only = null, left = 0, found = [];
  const walks = filterOf(state).walks;
  if (kind === "node" && state.focus) {
    const near = ego(ends[0], Number(state.focus), walks);
    [only, left] = [new Set(near.found), near.left];
  }
  document.getElementById("part").hidden = only !== null;
  if (kind === "edge") found = [edgeById.get(state.id)];
  if (kind === "path" && state.end) found = path(ends[0], ends[1], walks);
  const walked = (found ?? []).flatMap((edge) => [edges[edge][SOURCE], edges[edge][TARGET]]);
  ends.forEach((node) => visited.add(node));
  map.draw([...new Set([...openedBy(state.open), ...visited, ...walked, ...(only ?? [])])].filter((node) => !overview.has(node)), filterOf(state, only), only && [...only]);
  map.light(kind, ends, found ?? [], only !== null);
  if (kind) map.look(only ? [...only] : walked.length ? [...new Set(walked)] : ends, 0.9);
  return { found, left };
}

// What had the keyboard's focus has it again where it is made anew.
function fill(holder, content) {
  const focused = holder.contains(document.activeElement) ? document.activeElement.id : "";
  holder.replaceChildren(...content.flat().filter(Boolean));
  holder.scrollTop = 0;
  if (focused) document.getElementById(focused)?.focus();
}

function apply() {
  const wasOpen = !panel.hidden;
  state = stateOf(location.hash);
  const tab = state.kind === "leaderboard" || state.kind === "trends" ? state.kind : "map";
  const kind = tab === "map" ? state.kind : "";
  for (const name of ["map", "leaderboard", "trends"]) {
    document.getElementById("tab-" + name).toggleAttribute("aria-current", name === tab);
    document.getElementById("view-" + name).hidden = name !== tab;
  }
  const missing = document.getElementById("missing");
  missing.hidden = !state.missing;
  missing.textContent = state.missing ? `There is no ${shorten(state.missing, 80)} in this graph. Search finds what there is.` : "";
  panel.hidden = !kind;
  document.body.classList.toggle("open", Boolean(kind));
  document.title = titleOf(tab, kind);
  if (tab !== "map") {
    fill(document.getElementById("view-" + tab), tab === "trends" ? trends(state) : leaderboard(state));
    const papers = document.getElementById("trend-papers");
    papers?.scrollIntoView({ block: "start" });
    papers?.focus({ preventScroll: true });
    return;
  }
  if (!wasOpen && kind && narrow.matches) document.getElementById("legend").open = false;
  // The map has the new width before it moves.
  if (wasOpen !== !panel.hidden) map.network.redraw();
  const ends = chosen(state);
  const { found, left } = applyToMap(kind, ends);
  showLegend(state);
  if (!kind) return;
  const close = element("button", { type: "button", class: "close", "aria-label": "Close" }, "×");
  close.addEventListener("click", () => select(null));
  const content = { node: () => nodePanel(ends[0], actions(ends[0], left)), edge: () => edgePanel(edgeById.get(state.id)), path: () => pathPanel(ends[0], ends[1], state.end ? found : undefined, button("Cancel", "cancel", () => go({ ...EMPTY, kind: "node", id: state.id }))) };
  fill(panel, [close, ...content[kind]()]);
  if (document.activeElement === document.body) panel.focus({ preventScroll: true });
}

function titleOf(tab, kind) {
  const named = (node) => shorten(nodes[node].label, 40);
  const [first, last] = chosen(state);
  const names = {
    node: () => named(first),
    edge: () => `${named(first)} ${edgeTypes[edges[edgeById.get(state.id)][TYPE]][1]} ${named(last)}`,
    path: () => named(first) + (last === undefined ? "" : " → " + named(last)),
    leaderboard: () => (boardOf(state.id) ? `${named(byId.get(state.id))} leaderboard` : "Leaderboard"),
    trends: () => "Trends",
  };
  return [names[kind || tab]?.(), document.querySelector("h1").textContent].filter(Boolean).join(" – ");
}

setUpSearch((node) => select("node", node));
setUpKeyboard(map);
for (const [id, factor] of [["zoom-in", 1.4], ["zoom-out", 1 / 1.4], ["zoom-all", 0]]) {
  document.getElementById(id).addEventListener("click", () => map.zoom(factor));
}
addEventListener("popstate", apply);
map.network.once("afterDrawing", () => {
  document.getElementById("loading").remove();
  map.network.fit({ animation: false });
  apply();
  document.documentElement.dataset.ready = "true";
});
