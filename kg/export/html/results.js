// Results in tables, the best first, as `kg leaderboard` ranks them: Python did (see boards.py), this shows them.
"use strict";

const RESULT_EDGES = ["subject", "benchmark", "metric", "baseline"];
const FIRST_ROWS = 50, FIRST_BOARDS = 12;
const DIRECTIONS = new Map([[true, "higher is better"], [false, "lower is better"], [null, "not known which way is better: no ranks"]]);

const endsOf = (result, type) => along(result, type, SOURCE).map((edge) => edges[edge][TARGET]);
const papersOf = (result) => along(result, "reports", TARGET).map((edge) => edges[edge][SOURCE]);
const dayOf = (result) => (nodes[result].quotes ?? []).map((quote) => entries[quotes[quote][0]].day).sort()[0] ?? "";

function headingOf([metric, unit, higher, byRule]) {
  const named = [metric < 0 ? "metric not stated" : nodes[metric].label, unit || "no unit"].join(", ");
  return `${named} (${DIRECTIONS.get(higher)}${byRule ? ", by the words that close its name" : ""})`;
}

const valueLink = (result) => element("a", { class: "value", href: address("node", nodes[result].id) }, shorten(nodes[result].label, 30));

// Two rows: the result, and the words that say so. `place` is a rank, or why there is none.
function resultRows([place, result]) {
  const assumed = nodes[result].facts?.unitAssumed ? element("small", {}, " unit assumed") : null;
  const systems = endsOf(result, "subject").map((node) => nodeLink(node, 50));
  const row = element(
    "tr",
    { "data-result": nodes[result].id },
    element("td", {}, place),
    element("td", {}, valueLink(result), assumed),
    element("td", {}, systems.length ? systems : "not named"),
    element("td", {}, dayOf(result)),
  );
  const words = element("td", { colspan: "4" }, papersOf(result).map((paper) => nodeLink(paper)), (nodes[result].quotes ?? []).map((quote) => quoteBlock(quote)));
  return [row, element("tr", { class: "evidence" }, words)];
}

function resultTable(label, first, rows) {
  const head = [first, "Value", "Of", "Day"].map((name) => element("th", { scope: "col" }, name));
  const body = element("tbody", {});
  const [, more] = inSteps(body, rows, resultRows, FIRST_ROWS);
  const table = element("table", { "aria-label": label }, element("thead", {}, element("tr", {}, head)), body);
  return [element("div", { class: "wide", tabindex: "0", role: "region", "aria-label": label }, table), more ?? null];
}

// A table of a board under a heading of a level; `keep` chooses the rows, ranks stay those of all.
function rankedTable([benchmark], table, level, keep = () => true, named = false) {
  const rows = table[4].filter(([, result]) => keep(result));
  if (!rows.length) return null;
  const label = (named && benchmark >= 0 ? nodes[benchmark].label + ": " : "") + headingOf(table);
  const placed = rows.map(([rank, result]) => [rank ? `${rank} of ${table[4].length}` : "–", result]);
  const heading = element(level, {}, named && benchmark >= 0 ? [nodeLink(benchmark, 60), ": "] : null, headingOf(table));
  return element("div", { class: "ranked" }, heading, resultTable(label, "Rank", placed));
}

function apartTable(apart, level, keep = () => true) {
  const rows = apart.filter(([, result]) => keep(result));
  return rows.length ? element("div", { class: "apart" }, element(level, {}, "Not compared"), resultTable("Not compared", "Why", rows)) : null;
}

// The results that have this node as subject, benchmark, metric or baseline.
function resultsOf(node) {
  const own = new Set(edgesOf[node].filter((e) => RESULT_EDGES.includes(typeOf(e)) && edges[e][TARGET] === node).map((e) => edges[e][SOURCE]));
  if (!own.size) return null;
  const keep = (result) => own.has(result);
  const mine = nodes[node].type === "Benchmark" ? data.boards.filter(([benchmark]) => benchmark === node) : data.boards;
  const tables = mine.flatMap((board) => board[1].map((table) => [board, table])).filter(([, table]) => table[4].some(([, result]) => keep(result)));
  // Where it has a rank among many comes before where it stands alone or unranked.
  tables.sort(([, a], [, b]) => (a[2] === null) - (b[2] === null) || b[4].length - a[4].length);
  const ranked = inSteps(element("div", {}), tables, ([board, table]) => rankedTable(board, table, "h4", keep, board[0] !== node), FIRST_BOARDS);
  const rest = mine.flatMap(([, , apart]) => apart);
  const link = nodes[node].type === "Benchmark" ? element("p", {}, element("a", { href: address("leaderboard", nodes[node].id) }, "Open as leaderboard")) : null;
  const caveat = element("p", { class: "caveat" }, data.caveat);
  return element("section", { class: "results" }, element("h3", {}, `Results (${own.size.toLocaleString("en")})`), caveat, link, ranked, apartTable(rest, "h4", keep));
}
