// Prints what graphology, the library under Gephi Lite, reads from a GraphML or GEXF file, as graphology's own JSON.
import { readFileSync } from "node:fs";
import graphology from "graphology";
import gexf from "graphology-gexf";
import graphml from "graphology-graphml";

const file = process.argv[2];
const text = readFileSync(file, "utf8");
const graph = (file.endsWith(".gexf") ? gexf : graphml).parse(graphology, text);
process.stdout.write(JSON.stringify({ ...graph.export(), attributes: graph.getAttributes() }));
