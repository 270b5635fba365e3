// The trends tab: in how many papers a tag or a benchmark stands, month by month, and which papers these are.
"use strict";

const TRENDS = { Tag: ["Tags", "tagged"], Benchmark: ["Benchmarks", "evaluatesOn"] };
const FIRST_TRENDS = 25;

// The edges to each name of a type by month.
function trendsOf(type) {
  const found = new Map();
  edges.forEach((edge, number) => {
    if (typeOf(number) !== TRENDS[type][1] || nodes[edge[TARGET]].type !== type) return;
    if (!found.has(edge[TARGET])) found.set(edge[TARGET], months.map(() => []));
    edge[MONTHS].forEach((month) => found.get(edge[TARGET])[month].push(number));
  });
  const total = (rows) => new Set(rows.flat()).size;
  return [...found].map(([node, rows]) => [node, rows, total(rows)]).sort((a, b) => b[2] - a[2] || nodes[a[0]].label.localeCompare(nodes[b[0]].label, "en"));
}

function trendRow(type, most) {
  return ([node, rows, total]) => {
    const cells = rows.map((found, month) => {
      const cell = element("td", { class: "count", style: `--share: ${Math.round((100 * found.length) / most)}%` });
      if (found.length) cell.append(element("a", { href: address("trends", type, { of: nodes[node].id, month: months[month] }), "aria-label": `${nodes[node].label}, ${months[month]}: ${counted(found.length, "paper")}` }, String(found.length)));
      return cell;
    });
    return [element("tr", {}, element("th", { scope: "row" }, nodeLink(node, 48)), cells, element("td", { class: "count" }, String(total)))];
  };
}

// The papers of one cell, each with the sentence where there is one.
function trendPapers(type, { of, month }) {
  const found = trendsOf(type).find(([node]) => nodes[node].id === of)?.[1][months.indexOf(month)] ?? [];
  if (!found.length) return null;
  const item = (edge) => element("li", {}, nodeLink(edges[edge][SOURCE]), " ", evidenceLink(edge), edges[edge][QUOTES].slice(0, 1).map((quote) => quoteBlock(quote)));
  const heading = element("h3", { id: "trend-papers", tabindex: "-1" }, nodeLink(byId.get(of)), ` in ${month}: ${counted(found.length, "paper")}`);
  return element("section", {}, heading, inSteps(element("ul", {}), found, item, NEXT));
}

function trends(wanted) {
  const type = wanted.id in TRENDS ? wanted.id : "Tag";
  const rows = trendsOf(type);
  const papers = months.map((_, month) => nodes.filter((node) => node.type === "Paper" && (node.months ?? []).includes(month)).length);
  const most = Math.max(1, ...rows.flatMap(([, found]) => found.map((one) => one.length)));
  const head = element("thead", {}, element("tr", {}, ["Papers with", ...months, "All"].map((name) => element("th", { scope: "col" }, name))));
  const body = element("tbody", {}, element("tr", { class: "all" }, element("th", { scope: "row" }, "All papers"), papers.map((count) => element("td", { class: "count" }, String(count))), element("td", { class: "count" }, String(nodes.filter((node) => node.type === "Paper").length))));
  const [, more] = inSteps(body, rows, trendRow(type, most), FIRST_TRENDS);
  const label = `${TRENDS[type][0]} by month`;
  const table = element("table", { class: "trends", "aria-label": label }, head, body);
  const links = Object.entries(TRENDS).map(([name, [many]]) => element("a", { id: "trends-" + name, href: address("trends", name), "aria-current": name === type ? "true" : null }, many));
  const told = data.caveat + " A number opens its papers, with the sentence or the place that says so.";
  return [
    element("h2", {}, "Trends"),
    element("p", { class: "caveat" }, told),
    element("div", { class: "pick" }, links),
    element("div", { class: "wide", tabindex: "0", role: "region", "aria-label": label }, table),
    more ?? null,
    trendPapers(type, wanted),
  ];
}
