import { endingOf } from "@/lib/code-files/preview-kind";
import type { AnswerFiles } from "./answer-files";
import { libraries } from "./libraries";

type Exports = Record<string, unknown>;
type Module = { exports: Exports };

const SCRIPTS = new Set(["js", "jsx", "ts", "tsx", "mjs", "cjs", "mts", "cts"]);

/** Evaluated under the file's own name, its first line first, so that errors say where they are. */
function evaluate(path: string, code: string): (require: unknown, module: Module, exports: Exports) => void {
  // biome-ignore lint/security/noGlobalEval: running what a model wrote is what this frame is for, and all it can do.
  const indirect = globalThis.eval;
  return indirect(`(function(require,module,exports){${code}\n})\n//# sourceURL=${path.replaceAll(/\s/g, "_")}`);
}

/** In CSS modules every name is its own. */
function classNames(): Exports {
  const names = new Proxy({}, { get: (_, name) => (typeof name === "string" ? name : undefined) });
  return { __esModule: true, default: names };
}

export function addStyles(text: string): void {
  const style = document.createElement("style");
  style.textContent = text;
  document.head.append(style);
}

/** Runs the answer's modules, each once, and finds what they import among the answer's files and the few packages. */
export class Modules {
  private readonly loaded = new Map<string, Module>();
  private readonly files: AnswerFiles;

  constructor(files: AnswerFiles) {
    this.files = files;
  }

  /** A file of the answer as a module. */
  load(path: string): Exports {
    const known = this.loaded.get(path);
    if (known !== undefined) return known.exports;
    const module: Module = { exports: {} };
    this.loaded.set(path, module);
    const text = this.files.text(path);
    const ending = endingOf(path);
    if (SCRIPTS.has(ending)) this.run(path, text, module);
    else if (ending === "json") module.exports = { __esModule: true, default: JSON.parse(text) };
    else if (ending === "css") {
      addStyles(text);
      if (path.endsWith(".module.css")) module.exports = classNames();
    } else module.exports = { __esModule: true, default: ending === "svg" ? svgAddress(text) : text };
    return module.exports;
  }

  /** A module that is written in a page and has no file. */
  run(path: string, text: string, module: Module = { exports: {} }): void {
    const code = libraries.compile?.(path, text) ?? text;
    evaluate(path, code)((name: string) => this.require(path, name), module, module.exports);
  }

  private require(from: string, name: string): Exports {
    const { packages = {} } = libraries;
    if (/^(?:[./]|[@~]\/)/.test(name)) {
      const path = this.files.find(from, name);
      if (path === null) throw new Error(`${from} imports "${name}", and the answer has no such file.`);
      return this.load(path);
    }
    if (Object.hasOwn(packages, name)) return packages[name] as Exports;
    throw new Error(
      `${from} imports "${name}". A preview has react, react-dom and the answer's own files, and no other packages.`,
    );
  }
}

export function svgAddress(text: string): string {
  return `data:image/svg+xml,${encodeURIComponent(text.toWellFormed())}`;
}
