// Where the nodes of an ego network stand: a radial tree (Eades 1992), what is one edge away around the centre, what is two outside.
"use strict";

const RING_GAP = 40;

// The neighbour of the first ring that a node of the second hangs on: the least connected, which says the most.
function parentsOf(outer, inner) {
  const known = new Set(inner);
  return new Map(outer.map((node) => [node, neighboursOf(node).filter((other) => known.has(other)).sort((a, b) => byDegree(b, a))[0]]));
}

// A ring of `angles` in parts of the circle, in as many rows as the places need; says how far out it reaches.
function ring(placed, angles, from, gap, crowding) {
  const count = angles.size * crowding;
  const least = Math.max(from, gap * Math.sqrt(count / (2 * Math.PI)));
  const rows = Math.max(1, Math.ceil((count * gap) / (2 * Math.PI * least)));
  [...angles].forEach(([node, angle], k) => {
    const distance = least + (k % rows) * gap;
    const at = { x: Math.round(distance * Math.cos(2 * Math.PI * angle)), y: Math.round(distance * Math.sin(2 * Math.PI * angle)) };
    placed.set(node, at);
  });
  return least + rows * gap;
}

// The places of `near`, which begins with its centre, around (0, 0); each type stands together.
function rings([centre, ...near], sizeOf) {
  const types = Object.keys(nodeTypes);
  const order = (a, b) => types.indexOf(nodes[a].type) - types.indexOf(nodes[b].type) || byDegree(a, b);
  const beside = new Set(neighboursOf(centre));
  const inner = near.filter((node) => beside.has(node)).sort(order);
  const outer = near.filter((node) => !beside.has(node));
  const wide = near.map(sizeOf);
  const gap = RING_GAP + Math.max((2 * wide.reduce((sum, one) => sum + one, 0)) / Math.max(1, wide.length), Math.max(0, ...wide));
  const parents = parentsOf(outer, inner);
  const children = new Map(inner.map((node) => [node, []]));
  outer.sort(order).forEach((node) => children.get(parents.get(node)).push(node));
  const [first, second] = [new Map(), new Map()];
  let angle = 0;
  for (const [node, hanging] of children) {
    const width = outer.length ? (1 / inner.length + hanging.length / outer.length) / 2 : 1 / inner.length;
    first.set(node, angle + width / 2);
    hanging.forEach((child, k) => second.set(child, angle + (width * (k + 0.5)) / hanging.length));
    angle += width;
  }
  const placed = new Map([[centre, { x: 0, y: 0 }]]);
  const crowding = outer.length ? 2 : 1;
  const reach = ring(placed, first, 2 * gap, gap, crowding);
  ring(placed, second, reach + gap, gap, crowding);
  return placed;
}
