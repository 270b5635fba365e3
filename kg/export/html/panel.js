// The details of a node, an edge or a path, with the words that state them.
"use strict";

const FIRST_NEIGHBOURS = 40, NEXT = 200;
const words = (name) => name.replace(/([a-z])([A-Z0-9])/g, "$1 $2").toLowerCase();
const plain = (value) => (value === true ? "yes" : value === false ? "no" : String(value));

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
  edgeTypes.forEach(([type, forward, backward]) => {
    for (const [end, heading] of [[SOURCE, forward], [TARGET, backward]]) {
      const found = along(node, type, end);
      if (found.length) groups.set(heading, [...(groups.get(heading) ?? []), ...found]);
    }
  });
  return [...groups].map(([heading, found]) => {
    const items = inSteps(element("ul", {}), found, (edge) => neighbourItem(node, edge), found.length > FIRST_NEIGHBOURS ? FIRST_NEIGHBOURS : NEXT);
    return element("section", {}, element("h3", {}, `${heading} (${found.length.toLocaleString("en")})`), items);
  });
}

function nodePanel(node, actions) {
  const { id, label, type, aliases = [], urls = [], months: when = [], facts: said = {}, entries: days = [], quotes: own = [] } = nodes[node];
  return [
    element("p", { class: "type" }, symbol(type), nodeTypes[type][0]),
    element("h2", { dir: "auto" }, label),
    actions,
    facts([
      ["Also", ...(aliases.length ? [aliases.join(" · ")] : [])],
      ["Link", ...urls.map(webLink)],
      ["First seen", ...(when.length ? [months[when[0]]] : [])],
      ...Object.entries(said).map(([name, value]) => [words(name), /^https?:/.test(value) ? webLink(value) : plain(value)]),
      ["Id", element("code", {}, id)],
    ]),
    ...days.map(summary),
    ...(own.length ? [element("section", {}, element("h3", {}, "Evidence"), own.map(quoteBlock))] : []),
    resultsOf(node),
    ...neighbours(node),
  ];
}

function edgePanel(edge) {
  const [source, type, target, support] = edges[edge];
  const found = edges[edge][QUOTES], places = edges[edge][PLACES];
  const stated = found.length
    ? inSteps(element("div", {}), found, quoteBlock, NEXT)
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
function pathPanel(start, end, found) {
  const head = [element("p", { class: "type" }, "Path"), element("h2", {}, "From ", nodeLink(start), end === undefined ? "" : " to ", end === undefined ? null : nodeLink(end))];
  if (end === undefined) return [...head, element("p", { role: "status" }, "Choose the other end: on the map, or by searching.")];
  if (found === null) return [...head, element("p", { role: "status" }, "Nothing that is shown connects them. Types and months that are switched off are not walked through.")];
  let at = start;
  const steps = found.map((edge) => {
    const forward = edges[edge][SOURCE] === at;
    at = otherEnd(edge, at);
    const verb = edgeTypes[edges[edge][TYPE]][forward ? 1 : 2];
    return element("li", {}, element("span", { class: "verb" }, verb + " "), nodeLink(at), " ", evidenceLink(edge), (edges[edge][QUOTES] ?? []).slice(0, 1).map(quoteBlock));
  });
  return [...head, element("p", { role: "status" }, `Connected by ${counted(found.length, "edge")}.`), element("ol", { class: "path" }, element("li", {}, nodeLink(start)), steps)];
}
