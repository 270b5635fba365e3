// Elements of the page: text becomes text nodes, never markup.
"use strict";

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

function nodeLink(node, length = 90) {
  const link = element("a", { class: "node", href: address("node", nodes[node].id), title: nodes[node].label.slice(0, 300) });
  link.append(symbol(nodes[node].type), element("bdi", {}, shorten(nodes[node].label, length)));
  return link;
}

// A node in running text: its name alone.
const nodeName = (node) => element("a", { href: address("node", nodes[node].id) }, element("bdi", {}, shorten(nodes[node].label, 60)));

function webLink(url, text = url) {
  let parsed;
  try {
    parsed = new URL(url);
  } catch {
    return document.createTextNode(text);
  }
  if (!["http:", "https:"].includes(parsed.protocol)) return document.createTextNode(text);
  return element("a", { href: parsed.href, target: "_blank", rel: "noopener noreferrer" }, text);
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

const svg = (name, attributes = {}, ...children) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

const counted = (number, what) => `${number.toLocaleString("en")} ${what}${number === 1 ? "" : "s"}`;

// The first of many items, and a button that brings the next ones: a list of 50,000 would stop the browser.
function inSteps(list, items, make, step) {
  let at = 0;
  const more = element("button", { type: "button", class: "more" });
  const next = () => {
    list.append(...items.slice(at, at + step).map(make).flat());
    at += step;
    more.textContent = `Show ${Math.min(step, items.length - at)} more of ${items.length.toLocaleString("en")}`;
    more.hidden = at >= items.length;
  };
  more.addEventListener("click", next);
  next();
  return items.length > step ? [list, more] : [list];
}
