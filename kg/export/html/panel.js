// The details of a node or an edge, with the words that state them.
"use strict";

const RESULT_EDGES = ["subject", "benchmark", "metric", "baseline"];
const FIRST_NEIGHBOURS = 40;
const words = (name) => name.replace(/([a-z])([A-Z0-9])/g, "$1 $2").toLowerCase();
const plain = (value) => (value === true ? "yes" : value === false ? "no" : String(value));

function facts(pairs) {
  const list = element("dl", {});
  for (const [name, ...values] of pairs) {
    if (values.length) list.append(element("dt", {}, name), ...values.map((value) => element("dd", {}, value)));
  }
  return list.childElementCount ? list : null;
}

const whereOf = (entry) => `${entries[entry].path}, line ${entries[entry].line}`;

function quoteBlock(quote) {
  const [entry, start, end, spans, component, confidence] = quotes[quote];
  const sorted = [...spans].sort((a, b) => a[1] - b[1] || b[2] - a[2]);
  const marks = sorted.map(([name, from, to]) => [
    from,
    to,
    (text) => element("mark", { class: "argument " + (name === "value" ? "value" : ""), title: name }, text),
  ]);
  return element(
    "figure",
    {},
    element("blockquote", {}, marked(entry, start, end, marks)),
    element("figcaption", {}, `${whereOf(entry)} · found by ${component}, confidence ${confidence}`),
  );
}

function summary(entry) {
  const marks = entries[entry].marks.map(([from, to, node, isResult]) => [
    from,
    to,
    (text) =>
      element(
        "a",
        {
          class: isResult ? "value" : "mention colour-" + nodeTypes[nodes[node].type][3],
          href: address("node", nodes[node].id),
          title: `${nodeTypes[nodes[node].type][0]}: ${nodes[node].label.slice(0, 300)}`,
        },
        text,
      ),
  ]);
  return element(
    "section",
    {},
    element("h3", {}, `Digest of ${entries[entry].day}`),
    element("p", { class: "summary" }, marked(entry, 0, pointsOf(entry).length, marks)),
    element("p", { class: "where" }, whereOf(entry)),
  );
}

const along = (node, type, from) => edgesOf[node].filter((e) => typeOf(e) === type && edges[e][from] === node);

// One row for each result that has this node as subject, benchmark, metric or baseline.
function results(node) {
  const own = edgesOf[node].filter((e) => RESULT_EDGES.includes(typeOf(e)) && edges[e][TARGET] === node);
  const found = [...new Set(own.map((e) => edges[e][SOURCE]))];
  if (!found.length) return null;
  const body = element("tbody", {});
  for (const result of found) {
    const ends = (type) => along(result, type, SOURCE).map((e) => nodeLink(edges[e][TARGET], 40));
    const kind = nodes[result].facts?.kind;
    const value = element("a", { class: "value", href: address("node", nodes[result].id) }, shorten(nodes[result].label, 30));
    body.append(
      element(
        "tr",
        {},
        element("td", {}, value, kind && kind !== "absolute" ? element("small", {}, " " + kind) : null),
        ...["subject", "benchmark", "metric"].map((type) => element("td", {}, ends(type))),
      ),
      element(
        "tr",
        { class: "evidence" },
        element(
          "td",
          { colspan: "4" },
          along(result, "reports", TARGET).map((e) => nodeLink(edges[e][SOURCE])),
          (nodes[result].quotes ?? []).map(quoteBlock),
        ),
      ),
    );
  }
  const head = ["Value", "Of", "On", "Metric"].map((name) => element("th", { scope: "col" }, name));
  const table = element("table", {}, element("thead", {}, element("tr", {}, head)), body);
  return element("section", {}, element("h3", {}, `Results (${found.length})`), element("div", { class: "wide" }, table));
}

function neighbourItem(node, edge) {
  const count = edges[edge][QUOTES].length;
  const evidence = element(
    "a",
    { class: "edge", href: address("edge", edgeId(edge)), title: "What states this" },
    count ? `${count} ${count === 1 ? "sentence" : "sentences"}` : "source",
  );
  return element("li", {}, nodeLink(otherEnd(edge, node)), " ", evidence);
}

function neighbours(node) {
  const groups = new Map();
  edgeTypes.forEach(([type, forward, backward]) => {
    for (const [end, heading] of [[SOURCE, forward], [TARGET, backward]]) {
      const found = along(node, type, end);
      if (found.length) groups.set(heading, [...(groups.get(heading) ?? []), ...found]);
    }
  });
  return [...groups].map(([heading, found]) => {
    const list = element("ul", {}, found.slice(0, FIRST_NEIGHBOURS).map((edge) => neighbourItem(node, edge)));
    const section = element("section", {}, element("h3", {}, `${heading} (${found.length})`), list);
    if (found.length > FIRST_NEIGHBOURS) {
      const more = element("button", { type: "button" }, `Show all ${found.length}`);
      more.addEventListener("click", () => {
        list.append(...found.slice(FIRST_NEIGHBOURS).map((edge) => neighbourItem(node, edge)));
        more.remove();
      });
      section.append(more);
    }
    return section;
  });
}

function nodePanel(node, actions) {
  const { id, label, type, aliases = [], urls = [], month, facts: said = {}, entries: days = [], quotes: own = [] } = nodes[node];
  return [
    element("p", { class: "type" }, symbol(type), nodeTypes[type][0]),
    element("h2", {}, label),
    actions,
    facts([
      ["Also", ...(aliases.length ? [aliases.join(" · ")] : [])],
      ["Link", ...urls.map(webLink)],
      ["First seen", ...(month ? [month] : [])],
      ...Object.entries(said).map(([name, value]) => [words(name), /^https?:/.test(value) ? webLink(value) : plain(value)]),
      ["Id", element("code", {}, id)],
    ]),
    ...days.map(summary),
    ...(own.length ? [element("section", {}, element("h3", {}, "Evidence"), own.map(quoteBlock))] : []),
    results(node),
    ...neighbours(node),
  ];
}

function edgePanel(edge) {
  const [source, type, target, support] = edges[edge];
  const found = edges[edge][QUOTES];
  const places = edges[edge][PLACES].map((place) => element("p", {}, `Stated by a column of ${place}.`));
  const stated = found.length ? found.map(quoteBlock) : places;
  return [
    element("p", { class: "type" }, "Edge"),
    element("h2", {}, nodeLink(source), element("span", { class: "verb" }, ` ${edgeTypes[type][1]} `), nodeLink(target)),
    facts([["Stated by", `${support} ${support === 1 ? "digest" : "digests"}`]]),
    element("section", {}, element("h3", {}, "Evidence"), stated),
  ];
}
