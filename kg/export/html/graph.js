// The tables of the page (see data.py) and how they are joined. Text becomes text nodes, never markup.
"use strict";

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const data = read("data");
const { nodes, edges, entries, quotes, nodeTypes, edgeTypes } = data;
const SOURCE = 0, TYPE = 1, TARGET = 2, SUPPORT = 3, QUOTES = 5, PLACES = 6;

const byId = new Map(nodes.map((node, i) => [node.id, i]));
const edgesOf = nodes.map(() => []);
edges.forEach((edge, i) => {
  edgesOf[edge[SOURCE]].push(i);
  if (edge[TARGET] !== edge[SOURCE]) edgesOf[edge[TARGET]].push(i);
});

const otherEnd = (edge, node) => (edges[edge][SOURCE] === node ? edges[edge][TARGET] : edges[edge][SOURCE]);
const typeOf = (edge) => edgeTypes[edges[edge][TYPE]][0];
const edgeId = (edge) => [nodes[edges[edge][SOURCE]].id, typeOf(edge), nodes[edges[edge][TARGET]].id].join(" ");
const edgeById = new Map();
edges.forEach((_, i) => edgeById.set(edgeId(i), i));
const neighboursOf = (node) => [...new Set(edgesOf[node].map((edge) => otherEnd(edge, node)))].filter((n) => n !== node);

const shorten = (text, length) => {
  const points = Array.from(text.slice(0, 4 * length).replace(/\s+/g, " "));
  return points.length > length ? points.slice(0, length - 1).join("").trimEnd() + "…" : points.join("");
};

// An element of the page: strings among the children become text.
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) made.setAttribute(key, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

const address = (kind, id) => "#" + kind + "/" + encodeURIComponent(id).replace(/%2F/g, "/");

function nodeLink(node, length = 90) {
  const link = element("a", { class: "node", href: address("node", nodes[node].id), title: nodes[node].label.slice(0, 300) });
  link.append(symbol(nodes[node].type), shorten(nodes[node].label, length));
  return link;
}

function webLink(url) {
  let parsed;
  try {
    parsed = new URL(url);
  } catch {
    return document.createTextNode(url);
  }
  if (!["http:", "https:"].includes(parsed.protocol)) return document.createTextNode(url);
  return element("a", { href: parsed.href, target: "_blank", rel: "noopener noreferrer" }, url);
}

// The shape and colour of a type, for the legend and the lists; the map draws the same shapes.
const OUTLINES = {
  dot: "M8 1.5a6.5 6.5 0 1 0 .01 0z",
  square: "M2 2h12v12H2z",
  diamond: "M8 .5 15.5 8 8 15.5.5 8z",
  triangle: "M8 1.5 15 14H1z",
  triangleDown: "M1 2h14L8 14.5z",
  hexagon: "M4.5 2h7L15.5 8l-4 6h-7L.5 8z",
  star: "M8 .8 10 6h5.4L11 9.3l1.7 5.4L8 11.5l-4.7 3.2L5 9.3.6 6H6z",
};

function symbol(type) {
  const [, , shape, colour] = nodeTypes[type];
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "symbol colour-" + colour);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", OUTLINES[shape]);
  svg.append(path);
  return svg;
}

// Offsets count code points, JavaScript counts UTF-16 units: cut each text once.
const cut = new Map();
function pointsOf(entry) {
  if (!cut.has(entry)) cut.set(entry, Array.from(entries[entry].text));
  return cut.get(entry);
}

// Words `start` to `end` of an entry; `marks` are [from, to, make], where make turns the words into an element.
function marked(entry, start, end, marks) {
  const points = pointsOf(entry);
  const parts = [];
  let at = start;
  for (const [from, to, make] of marks) {
    if (from < at || to > end) continue;
    parts.push(points.slice(at, from).join(""), make(points.slice(from, to).join("")));
    at = to;
  }
  parts.push(points.slice(at, end).join(""));
  return parts.filter((part) => part !== "");
}
