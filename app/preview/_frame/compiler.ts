import { type Node, parse } from "acorn";
import { type Transform, transform } from "sucrase";
import { endingOf } from "@/lib/code-files/preview-kind";
import { LOOP_GUARD } from "./endless-loops";
import { libraries } from "./libraries";

const LOOPS = new Set(["ForStatement", "ForInStatement", "ForOfStatement", "WhileStatement", "DoWhileStatement"]);

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Node).type === "string";
}

/** The bodies of all loops in a tree, found without going deeper into the stack. */
function loopBodies(tree: Node): Node[] {
  const bodies: Node[] = [];
  const left: Node[] = [tree];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) left.push(child);
    }
    if (LOOPS.has(node.type)) bodies.push((node as Node & { body: Node }).body);
  }
  return bodies;
}

libraries.guard = (script) => {
  let tree: Node;
  try {
    tree = parse(script, { ecmaVersion: "latest", sourceType: "script", allowReturnOutsideFunction: true });
  } catch {
    // Running it says what is wrong with it.
    return script;
  }
  const inserts = loopBodies(tree).flatMap((body) =>
    body.type === "BlockStatement"
      ? [{ at: body.start + 1, text: `${LOOP_GUARD}();` }]
      : [
          { at: body.start, text: `{${LOOP_GUARD}();` },
          { at: body.end, text: "}" },
        ],
  );
  // Where several come at one place, the inner loop's end stands before the outer's.
  inserts.sort((a, b) => a.at - b.at || (a.text === "}" ? 0 : 1) - (b.text === "}" ? 0 : 1));
  const pieces: string[] = [];
  let at = 0;
  for (const insert of inserts) {
    pieces.push(script.slice(at, insert.at), insert.text);
    at = insert.at;
  }
  return pieces.join("") + script.slice(at);
};

/** Sucrase keeps every line where it was, so that errors name the lines of the answer. */
libraries.compile = (path, text) => {
  const ending = endingOf(path);
  const isTyped = ["ts", "mts", "cts", "tsx"].includes(ending);
  const transforms: Transform[] = ["imports"];
  if (ending === "tsx" || !isTyped) transforms.push("jsx");
  if (isTyped) transforms.push("typescript");
  const { code } = transform(text, { transforms, jsxRuntime: "automatic", production: true, filePath: path });
  return libraries.guard?.(code) ?? code;
};
