// Scores over time as plain SVG: a dot for each result, and a line through the best so far where it is known which way is better.
"use strict";

const PLOT = { widest: 720, height: 320, left: 56, right: 16, top: 34, bottom: 30 };
const time = (day) => Date.parse(day + "T00:00:00Z");

// About four round numbers that hold the values.
function ticks(least, most) {
  const span = most - least || Math.abs(most) || 1;
  const power = 10 ** Math.floor(Math.log10(span / 4));
  const step = [1, 2, 5, 10].map((k) => k * power).find((one) => span / one <= 5);
  const found = [];
  for (let k = Math.floor(least / step); k * step < most + step; k += 1) found.push(Number((k * step).toPrecision(12)));
  return found.length > 1 ? found : [found[0] - step, ...found];
}

const systemsOf = (result) => endsOf(result, "subject").map((node) => nodes[node].label).join(", ");

// The results that were the best when they came, day by day.
function records(points, higher) {
  let best = null;
  return points.filter(({ value }) => {
    const better = best === null || (higher ? value > best : value < best);
    if (better) best = value;
    return better;
  });
}

function plot([metric, unit, higher, , rows], label) {
  const points = rows
    .map(([, result]) => ({ result, day: dayOf(result), value: Number(nodes[result].facts?.value) }))
    .filter(({ day, value }) => Number.isFinite(time(day)) && Number.isFinite(value))
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : higher === false ? a.value - b.value : b.value - a.value));
  if (!points.length) return null;
  const { widest, height, left, right, top, bottom } = PLOT;
  // One unit is one pixel, so that the numbers are as large on a phone.
  const width = Math.min(widest, document.documentElement.clientWidth - 40);
  const scale = ticks(Math.min(...points.map((p) => p.value)), Math.max(...points.map((p) => p.value)));
  const [first, last] = [time(points[0].day), time(points.at(-1).day)];
  const x = (day) => (last === first ? (left + width - right) / 2 : left + 10 + ((time(day) - first) / (last - first)) * (width - left - right - 20));
  const y = (value) => height - bottom - ((value - scale[0]) / (scale.at(-1) - scale[0])) * (height - top - bottom);
  const drawn = svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "plot", role: "group", "aria-label": `${label}: ${counted(points.length, "score")} over time` });
  for (const one of scale) {
    drawn.append(svg("line", { x1: left, x2: width - right, y1: y(one), y2: y(one), class: "grid" }));
    drawn.append(svg("text", { x: left - 8, y: y(one) + 4, "text-anchor": "end" }, String(one)));
  }
  drawn.append(svg("text", { x: 4, y: 14 }, [metric < 0 ? "score" : shorten(nodes[metric].label, 50), unit].filter(Boolean).join(", ")));
  for (const [day, anchor] of new Map([[points[0].day, last === first ? "middle" : "start"], [points.at(-1).day, last === first ? "middle" : "end"]])) {
    drawn.append(svg("text", { x: x(day), y: height - 8, "text-anchor": anchor }, day));
  }
  const best = higher === null ? [] : records(points, higher);
  if (best.length) {
    const steps = best.map((p, k) => (k ? `H${x(p.day)}V${y(p.value)}` : `M${x(p.day)} ${y(p.value)}`));
    drawn.append(svg("path", { d: steps.join("") + `H${x(points.at(-1).day)}`, class: "best" }));
  }
  // Who set a record is named beside it, where there is room.
  let free = 0;
  for (const { result, day, value } of best) {
    const name = shorten(systemsOf(result), 24), begins = Math.max(left, Math.min(x(day) - 3, width - right - 7 * name.length));
    if (begins < free) continue;
    drawn.append(svg("text", { x: begins, y: y(value) - 10, class: "record", "aria-hidden": "true" }, name));
    free = begins + 7 * name.length + 10;
  }
  for (const { result, day, value } of points) {
    const told = `${shorten(systemsOf(result), 80)}: ${nodes[result].label}, ${day}`;
    const dot = svg("circle", { cx: x(day), cy: y(value), r: 5 }, svg("title", {}, told));
    drawn.append(svg("a", { href: address("node", nodes[result].id), "aria-label": told }, dot));
  }
  return drawn;
}
