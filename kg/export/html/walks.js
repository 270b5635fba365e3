// Walks over the graph: what is near a node, and how two are connected. Nodes that `passes` refuses are not walked through.
"use strict";

const MOST_NEAR = 1500;

const byDegree = (a, b) => edgesOf[b].length - edgesOf[a].length || a - b;

// The nodes at most `depth` edges away, the nearest first, of equally near ones the best connected; `left` were too many.
function ego(centre, depth, passes) {
  const seen = new Set([centre]);
  let rim = [centre], left = 0;
  for (let step = 0; step < depth; step += 1) {
    const next = new Set();
    for (const node of rim) for (const other of neighboursOf(node)) if (!seen.has(other) && passes(other)) next.add(other);
    rim = [...next].sort(byDegree);
    const room = MOST_NEAR - seen.size;
    left += Math.max(0, rim.length - room);
    rim = rim.slice(0, room);
    rim.forEach((node) => seen.add(node));
  }
  return { found: [...seen], left };
}

// The edges of a shortest path; of several that whose nodes have the fewest edges: a hub connects everything and says little.
function path(start, end, passes) {
  const cost = new Map([[start, 0]]), from = new Map();
  let rim = [start];
  while (rim.length && !cost.has(end)) {
    const next = new Map();
    for (const node of rim) {
      for (const edge of edgesOf[node]) {
        const other = otherEnd(edge, node);
        if (cost.has(other) || (other !== end && !passes(other))) continue;
        const paid = cost.get(node) + edgesOf[other].length;
        if (!next.has(other) || paid < next.get(other)[0]) next.set(other, [paid, edge]);
      }
    }
    for (const [node, [paid, edge]] of next) {
      cost.set(node, paid);
      from.set(node, edge);
    }
    rim = [...next.keys()];
  }
  if (!cost.has(end)) return null;
  const found = [];
  for (let node = end; node !== start; node = otherEnd(found[0], node)) found.unshift(from.get(node));
  return found;
}
