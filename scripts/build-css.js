// Builds portal/static/portal.css from KERN UX and our own sources; `--check` compares without writing.
// KERN's SCSS has physical properties only: they are mapped to logical ones so that right to left needs no second file.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import postcss from "postcss";
import * as sass from "sass";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const sources = join(root, "portal/static/css-source");
const target = join(root, "portal/static/portal.css");

const LOGICAL = {
  "margin-left": "margin-inline-start", "margin-right": "margin-inline-end",
  "margin-top": "margin-block-start", "margin-bottom": "margin-block-end",
  "padding-left": "padding-inline-start", "padding-right": "padding-inline-end",
  "padding-top": "padding-block-start", "padding-bottom": "padding-block-end",
  "border-left": "border-inline-start", "border-right": "border-inline-end",
  "border-top": "border-block-start", "border-bottom": "border-block-end",
  "border-bottom-width": "border-block-end-width", "border-top-width": "border-block-start-width",
  "border-top-left-radius": "border-start-start-radius", "border-top-right-radius": "border-start-end-radius",
  "border-bottom-left-radius": "border-end-start-radius", "border-bottom-right-radius": "border-end-end-radius",
  left: "inset-inline-start", right: "inset-inline-end", top: "inset-block-start", bottom: "inset-block-end",
  width: "inline-size", "min-width": "min-inline-size", "max-width": "max-inline-size",
  height: "block-size", "min-height": "min-block-size", "max-height": "max-block-size",
};

function toLogical(css) {
  css.walkDecls((declaration) => {
    if (LOGICAL[declaration.prop]) declaration.prop = LOGICAL[declaration.prop];
    if (declaration.prop === "text-align" && declaration.value === "left") declaration.value = "start";
    if (declaration.prop === "text-align" && declaration.value === "right") declaration.value = "end";
    // Four-value shorthands differ left from right only where the second and fourth value differ.
  });
}

// A rule is kept when every class it names occurs in a template, in a view or in our own sources.
function dropUnusedRules(css, words) {
  css.walkRules((rule) => {
    if (rule.parent?.type === "atrule" && /keyframes/.test(rule.parent.name)) return;
    rule.selectors = rule.selectors.filter((selector) =>
      [...selector.replace(/:not\([^)]*\)/g, "").matchAll(/\.([A-Za-z][\w-]*)/g)].every(([, name]) => words.has(name)) ||
      /:is\(/.test(selector));
    if (rule.selectors.length === 0 || rule.selectors[0] === "") rule.remove();
  });
}

function dropUnreadProperties(css) {
  for (let removed = 1; removed > 0; ) {
    removed = 0;
    const read = new Set([...css.toString().matchAll(/var\(\s*(--[\w-]+)/g)].map((match) => match[1]));
    css.walkDecls(/^--/, (declaration) => {
      if (!read.has(declaration.prop)) { declaration.remove(); removed += 1; }
    });
  }
  css.walkRules((rule) => { if (!rule.nodes.length) rule.remove(); });
  css.walkAtRules((rule) => { if (rule.nodes && !rule.nodes.length) rule.remove(); });
  css.walkComments((comment) => comment.remove());
}

function wordsInTemplates(folder, found = new Set()) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) wordsInTemplates(path, found);
    else for (const word of readFileSync(path, "utf8").matchAll(/[A-Za-z][\w-]*/g)) found.add(word[0]);
  }
  return found;
}

const options = { loadPaths: [join(root, "node_modules")], quietDeps: true, silenceDeprecations: ["import"], logger: sass.Logger.silent };
const kern = postcss.parse(sass.compile(join(sources, "portal.scss"), options).css);
toLogical(kern);
dropUnusedRules(kern, wordsInTemplates(join(root, "portal/templates")));
const own = ["global.scss", ...readdirSync(sources).filter((n) => !["portal.scss", "global.scss"].includes(n)).sort()]
  .map((name) => sass.compile(join(sources, name), options).css).join("\n");
const all = postcss.parse(kern.toString() + "\n" + own);
dropUnreadProperties(all);
const built = sass.compileString(all.toString(), { style: "compressed" }).css + "\n";

if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") !== built) {
    console.error("portal/static/portal.css is not what its sources say. Run `make css` and commit the result.");
    process.exit(1);
  }
} else {
  writeFileSync(target, built);
}
