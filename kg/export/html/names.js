// Names on the map, in the order of importance, each only where the screen is still free.
"use strict";

const LABEL_SIZE = 12, LABEL_GAP = 3, ALWAYS_NAMED = 24, MOST_KEPT_FREE = 12;

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
    // No name hides what it is all about.
    const kept = lit ? [...lit.centres, ...(lit.around.size <= MOST_KEPT_FREE ? lit.around : [])] : [];
    const taken = kept.filter((id) => network.body.nodes[id]).map((id) => {
      const { x, y } = network.canvasToDOM(network.body.nodes[id]), reach = sizeOf(id) * scale;
      return Object.assign([x - reach, y - reach, x + reach, y + reach], { id });
    });
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
      const high = LABEL_SIZE + (bold ? 2 : 0);
      const halfOf = (text) => (widthOf(context, text, bold) * high) / LABEL_SIZE / 2 + LABEL_GAP;
      let text = shorten(nodes[id].label, bold ? 70 : scale > 0.8 ? 48 : 26);
      while (2 * halfOf(text) > width && text.length > 9) text = shorten(text, text.length - 4);
      const half = halfOf(text);
      // A name that would leave the map is moved into it.
      const at = Math.max(half, Math.min(middle.x, width - half));
      const below = middle.y + size * scale + 3, above = middle.y - size * scale - high - 3;
      const free = (top) => !taken.some((t) => t.id !== id && at - half < t[2] && at + half > t[0] && top - 1 < t[3] && top + high + 1 > t[1]);
      const top = free(below) ? below : lit && free(above) ? above : null;
      if (top === null) continue;
      boxes.push([at - half, top - 1, at + half, top + high + 1]);
      taken.push(boxes.at(-1));
      context.font = `${bold ? "600 " : ""}${high / scale}px system-ui, sans-serif`;
      const spot = [x + (at - middle.x) / scale, y + (top - middle.y) / scale];
      context.strokeText(text, ...spot);
      context.fillText(text, ...spot);
    }
    context.restore();
  }

  return { draw, boxes: () => boxes, forget: () => (order = null) };
}
