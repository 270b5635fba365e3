// The details of a node, an edge or a path, with the words that state them.
"use strict";

const FIRST_NEIGHBOURS = 40, NEXT = 200;
const SPELT = { arxiv: "arXiv", doi: "DOI" };

// The name of a property as words: "parameterCount" is "Parameter count".
function words(name) {
  const [first, ...rest] = name.replace(/([a-z])([A-Z0-9])/g, "$1 $2").toLowerCase().split(" ");
  return [SPELT[first] ?? first[0].toUpperCase() + first.slice(1), ...rest].join(" ");
}

function factOf(name, value) {
  if (name === "doi") return webLink("https://doi.org/" + value, value);
  return /^https?:/.test(value) ? webLink(value) : value === true ? "yes" : value === false ? "no" : String(value);
}

function facts(pairs) {
  const list = element("dl", {});
  for (const [name, ...values] of pairs) {
    if (values.length) list.append(element("dt", {}, name), ...values.map((value) => element("dd", {}, value)));
  }
  return list.childElementCount ? list : null;
}

function evidenceLink(edge) {
  const count = edges[edge][QUOTES].length;
  const told = count ? counted(count, "sentence") : "source";
  return element("a", { class: "edge", href: address("edge", edgeId(edge)), title: "What states this" }, told);
}

const neighbourItem = (node, edge) => element("li", {}, nodeLink(otherEnd(edge, node)), " ", evidenceLink(edge));

function neighbours(node) {
  const groups = new Map();
  edgeTypes.forEach(([type, , , , targets, sources]) => {
    for (const [end, heading] of [[SOURCE, targets], [TARGET, sources]]) {
      const found = along(node, type, end);
      if (found.length) groups.set(heading, [...(groups.get(heading) ?? []), ...found]);
    }
  });
  return [...groups].map(([heading, found]) => {
    const items = inSteps(element("ul", {}), found, (edge) => neighbourItem(node, edge), found.length > FIRST_NEIGHBOURS ? FIRST_NEIGHBOURS : NEXT);
    return element("section", {}, element("h3", {}, `${heading} (${found.length.toLocaleString("en")})`), items);
  });
}

const joined = (links) => links.flatMap((link, k) => (k ? [", ", link] : [link]));

// What a digest's columns say of a paper: its days and authors, its tags, and what it links to, to open at once.
function columnsOf(paper) {
  const to = (type) => along(paper, type, SOURCE).map((edge) => edges[edge][TARGET]);
  const linked = (type) => to(type).map((node) => (nodes[node].urls ?? []).slice(0, 1).map((url) => webLink(url, shorten(nodes[node].label, 60)))).filter((found) => found.length);
  const row = (name, links) => [name, ...(links.length ? [element("span", {}, joined(links))] : [])];
  const days = [...new Set((nodes[paper].entries ?? []).map((entry) => entries[entry].day))];
  return [
    row(days.length > 1 ? "Days" : "Day", days),
    row("Authors", to("authoredBy").slice(0, FIRST_NEIGHBOURS).map((node) => nodeName(node))),
    row("Tags", to("tagged").map((node) => nodeName(node))),
    row("Code", linked("hasCode").flat()),
    row("Artifacts", linked("hasArtifact").flat()),
    row("Pages", linked("hasPage").flat()),
  ];
}

function nodePanel(node, actions) {
  const { id, label, type, aliases = [], urls = [], months: when = [], facts: said = {}, entries: days = [], quotes: own = [] } = nodes[node];
  return [
    element("p", { class: "type" }, symbol(type), nodeTypes[type][0]),
    element("h2", { dir: "auto" }, label),
    actions,
    facts([
      ["Also", ...(aliases.length ? [aliases.join(" · ")] : [])],
      ...(type === "Paper" ? columnsOf(node) : [["First seen", ...(when.length ? [months[when[0]]] : [])]]),
      ["Link", ...urls.map((url) => webLink(url))],
      ...Object.entries(said).filter(([, value]) => value !== false || type === "Metric").map(([name, value]) => [words(name), factOf(name, value)]),
      ["Id", element("code", {}, id)],
    ]),
    ...days.map(summary),
    ...(own.length ? [element("section", {}, element("h3", {}, "Evidence"), own.map((quote) => quoteBlock(quote)))] : []),
    resultsOf(node),
    ...neighbours(node),
  ];
}

function edgePanel(edge) {
  const [source, type, target, support] = edges[edge];
  const found = edges[edge][QUOTES], places = edges[edge][PLACES];
  const stated = found.length
    ? inSteps(element("div", {}), sentencesOf(found), (several) => quoteBlock(...several), NEXT)
    : inSteps(element("div", {}), places, (place) => element("p", {}, `Stated by a column of ${place}.`), NEXT);
  return [
    element("p", { class: "type" }, "Edge"),
    element("h2", {}, nodeLink(source), element("span", { class: "verb" }, ` ${edgeTypes[type][1]} `), nodeLink(target)),
    facts([
      ["Stated by", counted(support, found.length ? "paper" : "digest")],
      ["In", ...edges[edge][MONTHS].slice(0, 24).map((month) => months[month])],
    ]),
    element("section", {}, element("h3", {}, "Evidence"), stated),
  ];
}

// `found` are the edges of the path, null where there is none, undefined while its end is not chosen.
function pathPanel(start, end, found, cancel) {
  const head = [element("p", { class: "type" }, "Path"), element("h2", {}, "From ", nodeLink(start), end === undefined ? "" : " to ", end === undefined ? null : nodeLink(end))];
  if (end === undefined) return [...head, element("p", { role: "status" }, "Choose the other end: on the map (arrows, then Enter), or by searching."), cancel];
  if (found === null) return [...head, element("p", { role: "status" }, "Nothing that is shown connects them. Types and months that are switched off are not walked through.")];
  let at = start;
  const steps = found.map((edge) => {
    const forward = edges[edge][SOURCE] === at;
    at = otherEnd(edge, at);
    const verb = edgeTypes[edges[edge][TYPE]][forward ? 1 : 2];
    return element("li", {}, element("span", { class: "verb" }, verb + " "), nodeLink(at), " ", evidenceLink(edge), (edges[edge][QUOTES] ?? []).slice(0, 1).map((quote) => quoteBlock(quote)));
  });
  return [...head, element("p", { role: "status" }, `Connected by ${counted(found.length, "edge")}.`), element("ol", { class: "path" }, element("li", {}, nodeLink(start)), steps)];
}
