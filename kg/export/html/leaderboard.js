// The leaderboard tab: a benchmark and a metric are picked, the ranked table and the scores over time shown.
"use strict";

const tableKey = ([metric, unit]) => `${metric < 0 ? "" : nodes[metric].id} ${unit}`;
const caveat = () => element("p", { class: "caveat" }, data.caveat + " Each row has the sentence; a value opens all that is known of it.");

// Benchmarks with the most results that can be compared come first.
const ranked = data.boards
  .filter(([benchmark]) => benchmark >= 0)
  .map((board) => [board[1].reduce((sum, table) => sum + table[4].length, 0), board])
  .sort((a, b) => b[0] - a[0] || nodes[a[1][0]].label.localeCompare(nodes[b[1][0]].label, "en"));

const boardOf = (id) => ranked.find(([, [benchmark]]) => nodes[benchmark].id === id)?.[1];

function picker(label, id, options, selected, choose) {
  const made = element("select", { id });
  for (const [value, text] of options) {
    const option = element("option", { value }, text);
    option.selected = value === selected;
    made.append(option);
  }
  made.addEventListener("change", () => choose(made.value));
  return element("label", { for: id }, label + " ", made);
}

function leaderboard({ id, table: wanted }) {
  if (!ranked.length) return [element("p", {}, "No result of this graph names a benchmark.")];
  const board = boardOf(id) ?? ranked[0][1];
  const [benchmark, tables, apart] = board;
  const table = tables.find((one) => tableKey(one) === wanted) ?? tables[0];
  const named = ranked.map(([count, [one, , rest]]) => [nodes[one].id, `${shorten(nodes[one].label, 60)} (${count ? count : `${rest.length} not compared`})`]);
  const head = element(
    "div",
    { class: "pick" },
    picker("Benchmark", "pick-benchmark", named, nodes[benchmark].id, (one) => go({ ...EMPTY, kind: "leaderboard", id: one })),
    tables.length ? picker("Metric", "pick-table", tables.map((one) => [tableKey(one), `${headingOf(one)}: ${one[4].length}`]), tableKey(table), (one) => go({ id: nodes[benchmark].id, table: one })) : null,
  );
  const title = element("h2", {}, "Leaderboard: ", nodeLink(benchmark));
  if (!table) return [title, caveat(), head, apartTable(apart, "h3")];
  return [title, caveat(), head, plot(table, `${nodes[benchmark].label}, ${headingOf(table)}`), rankedTable(board, table, "h3"), apartTable(apart, "h3")];
}
