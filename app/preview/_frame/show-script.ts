import type { PreviewJob, PreviewReport } from "@/lib/code-files/preview-job";
import { AnswerFiles } from "./answer-files";
import { libraries } from "./libraries";
import { addStyles, Modules } from "./modules";
import { openDocument } from "./open-document";
import { reportError } from "./reports";

const PLACE =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"></head><body><div id="root"></div></body></html>';

/** A function, or what React's memo and forwardRef make of one. */
function isComponent(value: unknown): boolean {
  return typeof value === "function" || (typeof value === "object" && value !== null && "$$typeof" in value);
}

/** The component of a module: its default, or else the one that is called like a component. */
function componentOf(exported: Record<string, unknown>, entry: string): unknown {
  if (isComponent(exported["default"])) return exported["default"];
  const name = (entry.split("/").at(-1) ?? "").replace(/\..*$/, "");
  const named = Object.entries(exported).filter(([key, value]) => /^[A-Z]/.test(key) && isComponent(value));
  return (named.find(([key]) => key === name) ?? named[0])?.[1];
}

/** Runs a script of the answer as a module, and shows the component that it exports. */
export function showScript({ kind, entry, files }: PreviewJob, tell: (report: PreviewReport) => void): void {
  const answer = new AnswerFiles(files);
  const modules = new Modules(answer);
  openDocument(PLACE, tell);
  for (const path of answer.paths) {
    // What makes the whole look as it should is often imported by a file that is not the one looked at.
    if (kind === "component" && path.endsWith(".css") && !path.endsWith(".module.css")) addStyles(answer.text(path));
  }
  try {
    const exported = modules.load(entry);
    const place = document.getElementById("root");
    const component = componentOf(exported, entry);
    if (component !== undefined && place !== null && libraries.mount !== undefined && kind === "component") {
      libraries.mount(component, place);
    } else if (kind === "component" && place?.childNodes.length === 0 && Object.keys(exported).length > 0) {
      throw new Error(`${entry} exports no component to show.`);
    }
  } catch (error) {
    reportError(tell, error);
  }
}
