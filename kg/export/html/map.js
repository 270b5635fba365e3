// The map: vis-network draws nodes and edges where Python put them, or beside their neighbours where they are brought in later.
"use strict";

const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
const CELL = 120, BATCH = 150, FADED = 0.8, LEAST_SCALE = 0.5, MANY_LINES = 60;
const PHYSICS = { solver: "forceAtlas2Based", stabilization: false, maxVelocity: 30, forceAtlas2Based: { avoidOverlap: 0.6 } };

const style = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();

function setUpMap(select, leave) {
  const container = document.getElementById("map");
  const drawing = read("drawing");
  const sizes = new Map(drawing.nodes.map(({ id, size }) => [id, size]));
  const nodeSet = new vis.DataSet(drawing.nodes.map((node) => ({ ...node, label: undefined })));
  const edgeSet = new vis.DataSet();
  const added = new Set(), cells = new Map(), spots = new Map(), homes = new Map();
  let colours = {}, passes = () => true, hovered = null, lit = null, waiting = false;
  const view = new vis.DataView(nodeSet, { filter: ({ id }) => passes(id) });
  const edgeView = new vis.DataView(edgeSet, { filter: ({ id }) => passes.edge?.(id) ?? true });
  readColours();
  edgeSet.add(drawing.edges.map(({ id }) => edgeOf(id)));
  const options = read("options");
  const network = new vis.Network(container, { nodes: view, edges: edgeView }, { ...options, groups: groups() });
  const names = setUpNames(network, container, () => view.getIds(), (id) => sizes.get(id));
  drawing.nodes.forEach(occupy);

  function groups() {
    return Object.fromEntries(
      Object.entries(nodeTypes).map(([type, [, , shape, colour]]) => {
        const [background, border] = [style(colour), style("outline")];
        const strong = { background, border: style("accent") };
        return [type, { shape, color: { background, border, highlight: strong, hover: strong } }];
      }),
    );
  }

  function readColours() {
    const wanted = ["accent", "plain", "faint", "telling", "comparison", "text", "page"];
    colours = Object.fromEntries(wanted.map((name) => [name, style(name)]));
  }

  function edgeOf(id) {
    const color = { color: colours[edgeTypes[edges[id][TYPE]][3]], highlight: colours.accent, hover: colours.accent };
    return { id, from: edges[id][SOURCE], to: edges[id][TARGET], arrows: isComparison(id) ? "to" : "", color };
  }

  function paint() {
    readColours();
    network.setOptions({ groups: groups() });
    nodeSet.update(nodeSet.map(({ id, group }) => ({ id, group })));
    edgeSet.update(edgeSet.getIds().map(edgeOf));
  }

  // One drawing for all that happens before the next frame.
  function redraw() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      network.redraw();
    });
  }

  // All fades but what is selected or pointed at, and what it is joined to: a veil over the map, and these drawn again on it.
  function drawLit(context) {
    const now = hovered ?? lit;
    if (now) {
      context.save();
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.globalAlpha = FADED;
      context.fillStyle = colours.page;
      context.fillRect(0, 0, context.canvas.width, context.canvas.height);
      context.restore();
      context.save();
      context.strokeStyle = context.fillStyle = colours.accent;
      // A hub's lines would be one blot.
      const few = now.edges.length <= MANY_LINES;
      [context.lineWidth, context.globalAlpha] = few ? [1.6, 1] : [1, 0.5];
      now.edges.forEach((edge) => edgeView.get(edge) !== null && drawEdge(context, edge));
      context.restore();
      // `body` is none of vis-network's documented names; pyvis ships the one file, and a test looks at the pixels.
      for (const id of [...now.around, ...now.centres]) network.body.nodes[id]?.draw(context);
    }
    names.draw(context, now, colours);
  }

  function drawEdge(context, edge) {
    const [from, to] = [SOURCE, TARGET].map((end) => network.body.nodes[edges[edge][end]]);
    if (!from || !to) return;
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    context.stroke();
    if (!isComparison(edge)) return;
    const angle = Math.atan2(to.y - from.y, to.x - from.x), rim = sizes.get(edges[edge][TARGET]);
    context.beginPath();
    for (const [back, side] of [[0, 0], [10, -4], [10, 4]]) {
      const [far, across] = [rim + back, side];
      context.lineTo(to.x - far * Math.cos(angle) - across * Math.sin(angle), to.y - far * Math.sin(angle) + across * Math.cos(angle));
    }
    context.fill();
  }

  const around = (node) => ({ centres: new Set([node]), around: new Set(neighboursOf(node)), edges: edgesOf[node] });
  const between = (ends, found) => ({ centres: new Set(ends), around: new Set(found.flatMap((e) => [edges[e][SOURCE], edges[e][TARGET]])), edges: found });

  network.on("afterDrawing", drawLit);
  network.on("hoverNode", ({ node }) => {
    hovered = around(node);
    redraw();
  });
  network.on("hoverEdge", ({ edge }) => {
    hovered = between([], [edge]);
    redraw();
  });
  for (const event of ["blurNode", "blurEdge"]) {
    network.on(event, () => {
      hovered = null;
      redraw();
    });
  }
  container.addEventListener("pointerleave", () => {
    hovered = null;
    redraw();
  });
  network.on("click", ({ nodes: [node], edges: [edge] }) => {
    if (node !== undefined) select("node", node);
    else if (edge !== undefined) select("edge", edge);
    else leave();
  });
  // A node that was moved stays there when its type is switched off and on again.
  network.on("dragEnd", ({ nodes: [node] }) => {
    if (node === undefined) return;
    const place = network.getPositions([node])[node];
    nodeSet.update({ id: node, ...place });
    if (!homes.has(node)) spots.set(node, place);
  });

  function counts() {
    document.getElementById("shown-nodes").textContent = view.length.toLocaleString("en");
    const visible = edgeView.getIds().filter((e) => view.get(edges[e][SOURCE]) !== null && view.get(edges[e][TARGET]) !== null);
    document.getElementById("shown-edges").textContent = visible.length.toLocaleString("en");
  }

  function cellOf(x, y) {
    return Math.floor(x / CELL) + " " + Math.floor(y / CELL);
  }

  function occupy({ id, x, y }) {
    spots.set(id, { x, y });
    const key = cellOf(x, y);
    if (!cells.has(key)) cells.set(key, []);
    cells.get(key).push([id, x, y]);
  }

  function isFree(x, y) {
    for (const dx of [-CELL, 0, CELL]) {
      for (const dy of [-CELL, 0, CELL]) {
        for (const [id, cx, cy] of cells.get(cellOf(x + dx, y + dy)) ?? []) {
          if (Math.hypot(cx - x, cy - y) <= sizes.get(id) + 16) return false;
        }
      }
    }
    return true;
  }

  // A free spot on a spiral around a node that is drawn, or below everything; `from` is where the last search ended.
  function freeSpot(beside, from) {
    const bottom = beside === undefined ? [...spots.values()].reduce((most, { y }) => Math.max(most, y), 0) : 0;
    const centre = spots.get(beside) ?? { x: 0, y: bottom + 120 };
    for (let step = from; ; step += 1) {
      const distance = (sizes.get(beside) ?? 0) + 22 + 9 * Math.sqrt(step);
      const x = Math.round(centre.x + distance * Math.cos(step * GOLDEN_ANGLE));
      const y = Math.round(centre.y + distance * Math.sin(step * GOLDEN_ANGLE));
      if (isFree(x, y)) return { x, y, step };
    }
  }

  // Puts nodes into these places; those that were put before and are not now go home, null brings all home.
  function arrange(places) {
    const moved = [];
    for (const [id, home] of homes) {
      if (places?.has(id)) continue;
      moved.push({ id, ...home });
      homes.delete(id);
    }
    for (const [id, { x, y }] of places ?? []) {
      if (!homes.has(id)) homes.set(id, network.getPositions([id])[id] ?? nodeSet.get(id, { fields: ["x", "y"] }));
      moved.push({ id, x, y });
    }
    nodeSet.update(moved);
  }

  function add(wanted) {
    const missing = wanted.filter((node) => !sizes.has(node));
    const steps = new Map(), made = [];
    for (const id of missing) {
      const [smallest, largest, growth] = data.radius;
      const size = Math.min(largest, smallest + Math.round(Math.sqrt(edgesOf[id].length) * growth));
      const beside = neighboursOf(id).filter((other) => sizes.has(other)).sort((a, b) => byDegree(b, a))[0];
      const { x, y, step } = freeSpot(beside, steps.get(beside) ?? 1);
      steps.set(beside, step);
      sizes.set(id, size);
      added.add(id);
      const { type } = nodes[id];
      made.push({ id, group: type, shape: nodeTypes[type][2], size, x, y });
      occupy({ id, x, y });
    }
    // All at once: the network goes over its nodes anew with each change.
    nodeSet.add(made);
    const joining = new Set(missing.flatMap((node) => edgesOf[node].filter((edge) => sizes.has(otherEnd(edge, node)))));
    edgeSet.update([...joining].map(edgeOf));
  }

  // What was brought in for a walk that is over makes room again.
  function drop(unwanted) {
    edgeSet.remove(unwanted.flatMap((node) => edgesOf[node]));
    nodeSet.remove(unwanted);
    unwanted.forEach((node) => [sizes, added, spots].forEach((known) => known.delete(node)));
    for (const [key, found] of cells) cells.set(key, found.filter(([id]) => sizes.has(id)));
  }

  function look(ids, scale) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const animation = still ? false : { duration: 350, easingFunction: "easeInOutQuad" };
    if (ids.length === 1) network.focus(ids[0], { scale: Math.min(Math.max(network.getScale(), scale), scaleAround(ids[0])), animation });
    else network.fit({ nodes: ids, maxZoomLevel: scale, animation });
  }

  // The scale at which a node in the middle has all its neighbours beside it; no smaller than can be read.
  function scaleAround(node) {
    const places = network.getPositions([node, ...neighboursOf(node)]);
    const [x, y] = ["x", "y"].map((axis) => Math.max(1, ...Object.values(places).map((place) => Math.abs(place[axis] - places[node][axis]))));
    return Math.max(LEAST_SCALE, 0.42 * Math.min(container.clientWidth / x, container.clientHeight / y));
  }

  theme.system.addEventListener("change", () => theme.kept() ?? (theme.set(systemTheme()), paint()));
  return {
    network, counts, paint, look, names,
    shown: () => view.getIds(),
    absent: (node) => neighboursOf(node).filter((other) => !sizes.has(other)).sort(byDegree),
    // Stands out as if it were pointed at.
    point(node) {
      hovered = around(node);
      redraw();
    },
    // Draws these beside the overview and no others; `filter` is asked of each node and, as `filter.edge`, of each edge.
    // `near` are an ego network's nodes, the centre first, which then stand in rings.
    draw(extra, filter, near) {
      arrange(null);
      const wanted = new Set(extra);
      drop([...added].filter((node) => !wanted.has(node)));
      add(extra);
      if (near) arrange(rings(near, (id) => sizes.get(id)));
      passes = filter;
      view.refresh();
      edgeView.refresh();
      names.forget();
      counts();
    },
    light(kind, ids, found, focus) {
      // In an ego network nothing else is drawn: there is nothing to fade.
      lit = focus || !kind ? null : kind === "node" ? around(ids[0]) : between(ids, found);
      hovered = null;
      network.unselectAll();
      if (kind === "node") network.selectNodes(ids, false);
      redraw();
    },
    setPhysics(on) {
      if (!on) network.storePositions();
      network.setOptions({ physics: on ? { enabled: true, ...PHYSICS } : { enabled: false } });
    },
    zoom(factor) {
      if (factor) network.moveTo({ scale: network.getScale() * factor });
      else network.fit({ animation: false });
    },
  };
}
