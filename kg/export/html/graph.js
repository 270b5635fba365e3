// The tables of the page (see data.py) and how they are joined. Text becomes text nodes, never markup.
"use strict";

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const data = read("data");
const { nodes, edges, entries, quotes, months, nodeTypes, edgeTypes } = data;
const SOURCE = 0, TYPE = 1, TARGET = 2, SUPPORT = 3, MONTHS = 4, QUOTES = 5, PLACES = 6;

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

const along = (node, type, from) => edgesOf[node].filter((e) => typeOf(e) === type && edges[e][from] === node);
const isComparison = (edge) => edgeTypes[edges[edge][TYPE]][3] === "comparison";

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

// Where the words of a sentence begin: after the dash of its bullet.
const afterBullet = (entry, start) => start + (/^[-*•] +/.exec(pointsOf(entry).slice(start, start + 9).join(""))?.[0].length ?? 0);
