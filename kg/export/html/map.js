// The map: vis-network draws nodes and edges where Python put them; names are drawn here, so that none lies on another.
"use strict";

const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
const LABEL_SIZE = 12, LABEL_GAP = 3, ALWAYS_NAMED = 24;

const style = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();

function setUpMap(select) {
  const container = document.getElementById("map");
  const drawing = read("drawing");
  const off = new Set();
  const titled = (node) => ({ ...node, label: undefined, title: tooltip(node.id) });
  const nodeSet = new vis.DataSet(drawing.nodes.map(titled));
  const edgeSet = new vis.DataSet(drawing.edges.map((edge) => ({ ...edge, color: undefined })));
  const view = new vis.DataView(nodeSet, { filter: (node) => !off.has(nodes[node.id].type) });
  const options = read("options");
  let colours = {};
  let painted = new Map();
  let near = null; // the selected node and its neighbours
  const network = new vis.Network(container, { nodes: view, edges: edgeSet }, { ...options, groups: groups() });

  function tooltip(node) {
    return element("div", {}, `${nodeTypes[nodes[node].type][0]}: ${shorten(nodes[node].label, 160)}`);
  }

  function groups() {
    return Object.fromEntries(
      Object.entries(nodeTypes).map(([type, [, , shape, colour]]) => {
        const [background, border] = [style(colour), style("outline")];
        const strong = { background, border: style("accent") };
        return [type, { shape, color: { background, border, highlight: strong, hover: strong } }];
      }),
    );
  }

  function edgeColour(edge) {
    const [source, , target] = edges[edge];
    if (near?.centre === source || near?.centre === target || near?.edge === edge) return colours.accent;
    return near ? colours.dim : colours[edgeTypes[edges[edge][TYPE]][3]];
  }

  // Only what changes: with thousands of edges an update of all is felt.
  function paintEdges() {
    const changed = [];
    edgeSet.forEach(({ id }) => {
      const colour = edgeColour(id);
      if (painted.get(id) !== colour) changed.push({ id, color: { color: colour, highlight: colours.accent, hover: colours.accent } });
      painted.set(id, colour);
    });
    edgeSet.update(changed);
  }

  function paint() {
    colours = Object.fromEntries(["accent", "dim", "plain", "faint", "telling", "comparison", "text", "page"].map((n) => [n, style(n)]));
    painted = new Map();
    network.setOptions({ groups: groups() });
    nodeSet.update(nodeSet.map(({ id, group }) => ({ id, group })));
    paintEdges();
  }

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);

  // Names in the order of importance, each only where the screen is still free.
  network.on("afterDrawing", (context) => {
    const scale = network.getScale();
    const { width, height } = container.getBoundingClientRect();
    const taken = [];
    const order = view
      .getIds()
      .map((id) => [near?.centre === id ? 2 : near?.around.has(id) ? 1 : 0, nodeSet.get(id).size, id])
      .sort((a, b) => b[0] - a[0] || b[1] - a[1] || a[2] - b[2]);
    const positions = network.getPositions(order.map(([, , id]) => id));
    context.save();
    context.textAlign = "center";
    context.textBaseline = "top";
    context.lineJoin = "round";
    for (const [importance, size, id] of order) {
      // A node too small to see gets no name, unless it is among the largest or is spoken of.
      if (!importance && size * scale < 6 && taken.length >= ALWAYS_NAMED) continue;
      if (near && !importance && scale < 0.6) continue;
      const middle = network.canvasToDOM(positions[id]);
      if (middle.x < 0 || middle.y < 0 || middle.x > width || middle.y > height) continue;
      const bold = importance === 2;
      const text = shorten(nodes[id].label, bold ? 70 : scale > 0.8 ? 48 : 26);
      const high = LABEL_SIZE + (bold ? 2 : 0);
      context.font = `${bold ? "600 " : ""}${high / scale}px system-ui, sans-serif`;
      const half = (context.measureText(text).width * scale) / 2;
      const top = middle.y + size * scale + 3;
      const box = [middle.x - half - LABEL_GAP, top - 1, middle.x + half + LABEL_GAP, top + high + 1];
      if (taken.some((t) => box[0] < t[2] && box[2] > t[0] && box[1] < t[3] && box[3] > t[1])) continue;
      taken.push(box);
      context.lineWidth = 3 / scale;
      context.strokeStyle = colours.page;
      context.fillStyle = colours.text;
      const { x, y } = positions[id];
      context.strokeText(text, x, y + size + 3 / scale);
      context.fillText(text, x, y + size + 3 / scale);
    }
    context.restore();
  });

  network.on("click", ({ nodes: [node], edges: [edge] }) => {
    if (node !== undefined) select("node", node);
    else if (edge !== undefined) select("edge", edge);
    else select(null);
  });
  network.on("doubleClick", ({ nodes: [node] }) => node !== undefined && expand(node));
  // A node that was moved stays there when its type is switched off and on again.
  network.on("dragEnd", ({ nodes: [node] }) => {
    if (node !== undefined) nodeSet.update({ id: node, ...network.getPositions([node])[node] });
  });

  function counts() {
    document.getElementById("shown-nodes").textContent = view.length.toLocaleString("en");
    const visible = edgeSet.get({ filter: (e) => view.get(e.from) !== null && view.get(e.to) !== null });
    document.getElementById("shown-edges").textContent = visible.length.toLocaleString("en");
  }

  // A free spot on a spiral around a node that is drawn, or below everything.
  function freeSpot(around) {
    const all = nodeSet.get({ fields: ["x", "y", "size"] });
    const bottom = all.reduce((most, { y }) => Math.max(most, y), 0);
    const centre = around === undefined ? { x: 0, y: bottom + 120, size: 0 } : nodeSet.get(around);
    for (let step = 1; ; step += 1) {
      const distance = centre.size + 22 + 9 * Math.sqrt(step);
      const x = Math.round(centre.x + distance * Math.cos(step * GOLDEN_ANGLE));
      const y = Math.round(centre.y + distance * Math.sin(step * GOLDEN_ANGLE));
      if (step > 4000 || all.every((n) => Math.hypot(n.x - x, n.y - y) > n.size + 16)) return { x, y };
    }
  }

  function add(node, beside) {
    if (nodeSet.get(node) !== null) return;
    const drawn = neighboursOf(node).filter((other) => nodeSet.get(other) !== null);
    const around = beside ?? drawn.sort((a, b) => edgesOf[a].length - edgesOf[b].length)[0];
    const { type } = nodes[node];
    const [smallest, largest, growth] = data.radius;
    const size = Math.min(largest, smallest + Math.round(Math.sqrt(edgesOf[node].length) * growth));
    nodeSet.add(titled({ id: node, group: type, shape: nodeTypes[type][2], size, ...freeSpot(around) }));
    const joining = edgesOf[node].filter((edge) => nodeSet.get(otherEnd(edge, node)) !== null);
    edgeSet.add(
      joining.map((id) => ({
        id,
        from: edges[id][SOURCE],
        to: edges[id][TARGET],
        arrows: edgeTypes[edges[id][TYPE]][3] === "comparison" ? "to" : "",
      })),
    );
    painted.clear();
  }

  const absent = (node) => neighboursOf(node).filter((other) => nodeSet.get(other) === null);

  function expand(node) {
    absent(node).forEach((other) => add(other, node));
    paintEdges();
    counts();
  }

  function look(ids, scale) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const animation = still ? false : { duration: 350, easingFunction: "easeInOutQuad" };
    if (ids.length === 1) network.focus(ids[0], { scale: Math.max(network.getScale(), scale), animation });
    else network.fit({ nodes: ids, maxZoomLevel: scale, animation });
  }

  paint();
  return {
    network,
    counts,
    absent,
    expand,
    shown: () => view.getIds(),
    show(kind, id) {
      if (kind === "node") {
        add(id);
        near = { centre: id, around: new Set(neighboursOf(id)) };
      } else if (kind === "edge") {
        [SOURCE, TARGET].forEach((end) => add(edges[id][end]));
        near = { edge: id, around: new Set([edges[id][SOURCE], edges[id][TARGET]]) };
      } else near = null;
      network.unselectAll();
      if (kind === "node") network.selectNodes([id], false);
      if (kind === "edge") network.selectEdges([id]);
      paintEdges();
      counts();
      if (kind) look(kind === "node" ? [id] : [edges[id][SOURCE], edges[id][TARGET]], 0.9);
    },
    filter(type, on) {
      if (on) off.delete(type);
      else off.add(type);
      view.refresh();
      counts();
    },
    zoom(factor) {
      if (factor) network.moveTo({ scale: network.getScale() * factor });
      else network.fit({ animation: false });
    },
  };
}
