// Names on the map, in the order of importance, each only where the screen is still free.
"use strict";

const LABEL_SIZE = 12, LABEL_GAP = 3, ALWAYS_NAMED = 24;

function setUpNames(network, container, ids, sizeOf) {
  const widths = new Map(); // in pixels at LABEL_SIZE, by font and text: measuring is dear
  let order = null, boxes = [];

  function widthOf(context, text, bold) {
    const key = (bold ? "b" : "n") + text;
    if (!widths.has(key)) {
      context.font = `${bold ? "600 " : ""}${LABEL_SIZE}px system-ui, sans-serif`;
      widths.set(key, context.measureText(text).width);
    }
    return widths.get(key);
  }

  function draw(context, lit, colours) {
    order ??= ids().sort((a, b) => sizeOf(b) - sizeOf(a) || a - b);
    const first = lit ? [...lit.centres, ...[...lit.around].sort((a, b) => sizeOf(b) - sizeOf(a) || a - b)] : [];
    const scale = network.getScale();
    const { clientWidth: width, clientHeight: height } = container;
    const drawn = new Set();
    boxes = [];
    context.save();
    context.textAlign = "center";
    context.textBaseline = "top";
    context.lineJoin = "round";
    context.lineWidth = 3 / scale;
    context.strokeStyle = colours.page;
    context.fillStyle = colours.text;
    // While one neighbourhood is looked at, only its names are read.
    for (const id of lit ? first : order) {
      const node = network.body.nodes[id];
      if (!node || drawn.has(id)) continue;
      drawn.add(id);
      const { x, y } = node, size = sizeOf(id);
      const bold = lit?.centres.has(id);
      // A node too small to see gets no name, unless it is among the largest or is spoken of.
      if (!lit && size * scale < 6 && boxes.length >= ALWAYS_NAMED) continue;
      const middle = network.canvasToDOM({ x, y });
      if (middle.x < 0 || middle.y < 0 || middle.x > width || middle.y > height) continue;
      const text = shorten(nodes[id].label, Math.min(bold ? 70 : scale > 0.8 ? 48 : 26, Math.floor(width / LABEL_SIZE / 0.65)));
      const high = LABEL_SIZE + (bold ? 2 : 0);
      const half = (widthOf(context, text, bold) * high) / LABEL_SIZE / 2;
      const top = middle.y + size * scale + 3;
      // A name that would leave the map is moved into it; one that is wider begins at its left edge.
      const room = half + LABEL_GAP;
      const at = Math.max(room, Math.min(middle.x, width - room));
      const box = [at - room, top - 1, at + room, top + high + 1];
      if (boxes.some((t) => box[0] < t[2] && box[2] > t[0] && box[1] < t[3] && box[3] > t[1])) continue;
      boxes.push(box);
      context.font = `${bold ? "600 " : ""}${high / scale}px system-ui, sans-serif`;
      const spot = [x + (at - middle.x) / scale, y + size + 3 / scale];
      context.strokeText(text, ...spot);
      context.fillText(text, ...spot);
    }
    context.restore();
  }

  return { draw, boxes: () => boxes, forget: () => (order = null) };
}
