// The words behind facts: sentences with their arguments marked, and summaries with all that was read in them.
"use strict";

const whereOf = (entry) => `${entries[entry].path}, line ${entries[entry].line}`;

// Quotes of the same sentence together.
function sentencesOf(found) {
  const same = new Map();
  for (const quote of found) {
    const key = quotes[quote].slice(0, 3).join(" ");
    same.set(key, [...(same.get(key) ?? []), quote]);
  }
  return [...same.values()];
}

// A sentence with the arguments of all that was found in it.
function quoteBlock(...several) {
  const [entry, start, end] = quotes[several[0]];
  const spans = several.flatMap((quote) => quotes[quote][3]);
  const found = [...new Set(several.map((quote) => `${quotes[quote][4]}, confidence ${quotes[quote][5]}`))];
  const sorted = spans.sort((a, b) => a[1] - b[1] || b[2] - a[2]);
  const marks = sorted.map(([name, from, to]) => [
    from,
    to,
    (text) => element("mark", { class: "argument " + (name === "value" ? "value" : ""), title: name }, text),
  ]);
  return element(
    "figure",
    {},
    element("blockquote", { dir: "auto" }, marked(entry, afterBullet(entry, start), end, marks)),
    element("figcaption", {}, `${whereOf(entry)} · found by ${found.join("; by ")}`),
  );
}

// A summary is one line of a table, its bullets part it into lines again; no character changes but a space for a line's end.
const inLines = (part) => (typeof part === "string" ? part.replace(/(?<=[.!?:;)\]"'”]) (?=[-•] )/g, "\n") : part);

function summary(entry) {
  const marks = entries[entry].marks.map(([from, to, node, isResult]) => [
    from,
    to,
    (text) =>
      element(
        "a",
        {
          class: isResult ? "value" : "mention colour-" + nodeTypes[nodes[node].type][3],
          href: address("node", nodes[node].id),
          title: `${nodeTypes[nodes[node].type][0]}: ${nodes[node].label.slice(0, 300)}`,
        },
        text,
      ),
  ]);
  return element(
    "section",
    {},
    element("h3", {}, `Digest of ${entries[entry].day}`),
    element("p", { class: "summary", dir: "auto" }, marked(entry, 0, pointsOf(entry).length, marks).map(inLines)),
    element("p", { class: "where" }, whereOf(entry)),
  );
}
