// The map by keyboard: arrows go from node to node, letters do what the buttons of the panel do.
"use strict";

const DIRECTIONS_OF = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// While the other end of a path is looked for, arrows point and Enter chooses.
let pointed = null;
const looking = () => state.kind === "path" && !state.end;

// The nearest node that is drawn in a direction; what lies aside of it counts double.
function nextNode(map, [right, down]) {
  const from = pointed ?? chosen(state)[0];
  const drawn = map.shown();
  const places = map.network.getPositions(drawn);
  const at = places[from] ?? map.network.getViewPosition();
  let best = null, least = Infinity;
  for (const node of drawn) {
    const [dx, dy] = [places[node].x - at.x, places[node].y - at.y];
    const ahead = dx * right + dy * down, aside = Math.abs(dx * down) + Math.abs(dy * right);
    if (node === from || ahead <= 0 || aside > 2 * ahead) continue;
    if (ahead + 2 * aside < least) [best, least] = [node, ahead + 2 * aside];
  }
  return best;
}

function setUpKeyboard(map) {
  const press = (name) => document.querySelector(`#panel [data-does=${name}]`)?.click();
  document.getElementById("map").addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    if (!looking()) pointed = null;
    if (key in DIRECTIONS_OF) {
      const node = nextNode(map, DIRECTIONS_OF[key]);
      if (node !== null && looking()) map.point((pointed = node));
      else if (node !== null) select("node", node);
    } else if (key === "Enter" && looking() && pointed !== null) select("node", pointed);
    else if (key === "Enter") document.getElementById("panel").focus();
    else if (key === "+" || key === "-") map.zoom(key === "+" ? 1.4 : 1 / 1.4);
    else if (key === "0") map.zoom(0);
    else if (key === "e") press("expand");
    else if (key === "f") press(state.focus === "1" ? "focus2" : state.focus === "2" ? "focus0" : "focus1");
    else if (key === "p") press("path");
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !(state.kind || state.missing)) return;
    go(EMPTY);
    document.getElementById("map").focus();
  });
  // Links within the page keep what the legend says.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a");
    const hash = link?.getAttribute("href");
    if (!hash?.startsWith("#") || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const { off, since, until, open } = state;
    const to = stateOf(hash);
    // In focus one walks from centre to centre, as on the map.
    const focus = to.kind === "node" && state.kind === "node" ? to.focus || state.focus : to.focus;
    go({ ...to, off, since, until, open, focus });
  });
}
