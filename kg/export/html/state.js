// What the page shows, as its address says it: back, forward and copied links bring it again.
//
//   #node/ID?focus=2        a node; with focus only what is at most that many edges away
//   #edge/ID                an edge
//   #path/ID?end=ID         how two nodes are connected; without `end` one is still to be chosen
//   #leaderboard/ID?table=  a benchmark; the table is METRIC-ID UNIT
//   #trends/Tag?of=ID&month=YYYY-MM
//   ?off=TYPE,..&since=YYYY-MM&until=YYYY-MM&open=ID&open=ID    what the legend says, and whose neighbours were brought in
"use strict";

const OWN = { node: ["focus"], path: ["end"], leaderboard: ["table"], trends: ["of", "month"] };
const EMPTY = { kind: "", id: "", focus: "", end: "", table: "", of: "", month: "" };
const NO_FILTER = { off: [], since: "", until: "", open: [] };

const encoded = (id) => encodeURIComponent(id).replace(/%2F/g, "/");
const address = (kind, id, more = {}) => hashOf({ ...EMPTY, ...NO_FILTER, kind, id, ...more });

// An address that cannot be decoded, or names nothing here, shows the whole map; `missing` is what it named.
function stateOf(hash) {
  const [, kind = "", id = "", query = ""] = hash.match(/^#([a-z]*)(?:\/([^?]*))?(?:\?(.*))?$/s) ?? [];
  const said = new URLSearchParams(query);
  const found = { ...EMPTY, ...NO_FILTER };
  found.off = (said.get("off") ?? "").split(",").filter((type) => type in nodeTypes);
  found.open = said.getAll("open").filter((one) => byId.has(one));
  for (const end of ["since", "until"]) if (months.includes(said.get(end))) found[end] = said.get(end);
  try {
    found.id = decodeURIComponent(id);
  } catch {
    return { ...found, missing: id };
  }
  const known = { node: byId.has(found.id), path: byId.has(found.id), edge: edgeById.has(found.id), leaderboard: true, trends: true };
  if (!known[kind]) return { ...found, id: "", missing: found.id };
  if (found.since && found.until && found.since > found.until) [found.since, found.until] = [found.until, found.since];
  found.kind = kind;
  for (const name of OWN[kind] ?? []) found[name] = said.get(name) ?? "";
  if (!["1", "2"].includes(found.focus)) found.focus = "";
  const wrong = { path: !byId.has(found.end) && found.end, leaderboard: found.id && !boardOf(found.id) && found.id, trends: found.id && !(found.id in TRENDS) && found.id };
  if (wrong[kind]) found.missing = wrong[kind];
  if (wrong.path) found.end = "";
  return found;
}

function hashOf(state) {
  const said = [];
  const say = (name, value) => value && said.push(`${name}=${encoded(value).replace(/%2C/g, ",")}`);
  for (const name of OWN[state.kind] ?? []) say(name, state[name]);
  say("off", [...state.off].sort().join(","));
  say("since", state.since);
  say("until", state.until);
  for (const one of state.open) say("open", one);
  const place = state.kind + (state.id ? "/" + encoded(state.id) : "");
  return place || said.length ? "#" + place + (said.length ? "?" + said.join("&") : "") : "";
}

// Read from the address when all scripts are there (page.js).
let state = { ...EMPTY, ...NO_FILTER };

// Goes where `change` says: a step of the history, or in place of the present one.
function go(change, replace = false) {
  const wanted = { ...state, ...change };
  // What is asked for by name is shown, even where its type was switched off.
  const named = chosen(wanted).map((node) => nodes[node].type);
  wanted.off = wanted.off.filter((type) => !named.includes(type));
  const hash = hashOf(wanted);
  if (hash === hashOf(state) && !state.missing) return;
  history[replace ? "replaceState" : "pushState"](null, "", hash || location.pathname + location.search);
  apply();
}

// The nodes that a state names: the selected one, both ends of an edge or a path.
function chosen({ kind, id, end }) {
  if (kind === "node") return [byId.get(id)];
  if (kind === "edge") return [SOURCE, TARGET].map((side) => edges[edgeById.get(id)][side]);
  if (kind === "path") return [id, end].filter(Boolean).map((one) => byId.get(one));
  return [];
}

// To a node or an edge; while a path waits for its other end, a node is that.
function select(kind, number) {
  if (!kind) return go(EMPTY);
  const id = kind === "node" ? nodes[number].id : edgeId(number);
  if (kind === "node" && state.kind === "path" && !state.end && id !== state.id) return go({ end: id });
  // In focus one walks from centre to centre.
  return go({ ...EMPTY, kind, id, focus: kind === "node" && state.kind === "node" ? state.focus : "" });
}

// To the whole map, unless that would throw away what was begun.
function leave() {
  if (!state.focus && (state.kind !== "path" || state.end)) select(null);
}
