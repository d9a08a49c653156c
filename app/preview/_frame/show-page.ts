import type { PreviewJob, PreviewReport } from "@/lib/code-files/preview-job";
import { endingOf } from "@/lib/code-files/preview-kind";
import { AnswerFiles } from "./answer-files";
import { libraries } from "./libraries";
import { Modules, svgAddress } from "./modules";
import { openDocument } from "./open-document";
import { reportError } from "./reports";

type Tell = (report: PreviewReport) => void;

const COMPILED = new Set(["jsx", "ts", "tsx", "mts"]);
const COMPILED_TYPES = /^(?:module|text\/(?:babel|jsx|typescript|tsx))$/i;
const CLASSIC_TYPES = /^(?:|text\/javascript|application\/javascript)$/i;

type Settling = { entry: string; files: AnswerFiles; modules: Modules; tell: Tell };

function leaveOut(address: string, tell: Tell): void {
  // React is there by the names that it would have brought.
  if (libraries.packages !== undefined && /react|babel/i.test(address)) return;
  const text = `${address} is not loaded: a preview has no network, only the answer's own files.`;
  tell({ type: "console", level: "warn", text, file: null, line: null });
}

/** A script in its place, or one to be run as a module once the page is there; null for what is no script or is gone. */
function settleScript(script: HTMLScriptElement, name: string, settling: Settling): (() => void) | null {
  const { entry, files, modules, tell } = settling;
  const address = script.getAttribute("src");
  const path = address === null ? null : files.find(entry, address);
  for (const attribute of ["src", "integrity", "async", "defer"]) script.removeAttribute(attribute);
  if (address !== null && path === null) {
    script.remove();
    leaveOut(address, tell);
    return null;
  }
  const text = path === null ? script.text : files.text(path);
  if (COMPILED_TYPES.test(script.type) || (path !== null && COMPILED.has(endingOf(path)))) {
    script.remove();
    return () => (path === null ? modules.run(name, text) : modules.load(path));
  }
  if (CLASSIC_TYPES.test(script.type)) {
    const named = `\n//# sourceURL=${path ?? name}`;
    script.textContent = (libraries.guard?.(text) ?? text).replaceAll("</script", "<\\/script") + named;
  }
  return null;
}

function settleStyles(page: Document, entry: string, files: AnswerFiles): void {
  for (const link of page.querySelectorAll("link")) {
    const path = files.find(entry, link.getAttribute("href") ?? "");
    if (path !== null && link.relList.contains("stylesheet")) {
      const style = page.createElement("style");
      style.textContent = files.text(path);
      link.replaceWith(style);
    } else link.remove();
  }
  for (const image of page.querySelectorAll("img")) {
    const path = files.find(entry, image.getAttribute("src") ?? "");
    if (path !== null && endingOf(path) === "svg") image.src = svgAddress(files.text(path));
  }
}

/** Shows a page of the answer with its own style sheets, pictures and scripts in it. */
export function showPage({ entry, files }: PreviewJob, tell: Tell): void {
  const answer = new AnswerFiles(files);
  const modules = new Modules(answer);
  const page = new DOMParser().parseFromString(answer.text(entry), "text/html");
  for (const element of page.querySelectorAll("base, meta[http-equiv]")) element.remove();
  settleStyles(page, entry, answer);
  const settling = { entry, files: answer, modules, tell };
  const later = [...page.querySelectorAll("script")].map((script, index) =>
    settleScript(script, `${entry}#script-${index + 1}`, settling),
  );
  const mode = page.compatMode === "BackCompat" ? "" : "<!doctype html>";
  openDocument(mode + page.documentElement.outerHTML, tell);
  for (const run of later) {
    try {
      run?.();
    } catch (error) {
      reportError(tell, error);
    }
  }
}
