// Prints a JSON-LD file as canonical N-Quads (RDFC-1.0 by jsonld.js); loading anything else is refused.
import { readFileSync } from "node:fs";
import jsonld from "jsonld";

const documentLoader = (url) => {
  throw new Error(`the document asks for ${url}`);
};
const document = JSON.parse(readFileSync(process.argv[2], "utf8"));
process.stdout.write(await jsonld.toRDF(document, { format: "application/n-quads", documentLoader }));
