import type { PreviewJob, PreviewReport } from "@/lib/code-files/preview-job";
import { documentOf } from "./document-of";
import { guardLoops } from "./endless-loops";
import { keepFocusInside } from "./keep-focus-inside";
import { libraries } from "./libraries";
import { openDocument } from "./open-document";
import { reportConsole, reportError } from "./reports";
import { showPage } from "./show-page";
import { showScript } from "./show-script";
import { cssPage, csvPage, jsonPage, markdownPage } from "./text-pages";

type Tell = (report: PreviewReport) => void;
/** The scripts of the libraries that the job needs come with it: there is no network to fetch them by. */
type Work = { libraries: readonly string[]; job: PreviewJob };

const CONNECTIONS = ["RTCPeerConnection", "webkitRTCPeerConnection", "RTCDataChannel", "WebTransport"];

/** No policy of a page covers these, so they are taken away before any code of an answer runs. */
function removeConnections(): void {
  for (const name of CONNECTIONS) Reflect.deleteProperty(globalThis, name);
}

function runLibrary(text: string): void {
  const script = document.createElement("script");
  script.textContent = text;
  document.head.append(script);
  script.remove();
}

async function show(job: PreviewJob, tell: Tell): Promise<void> {
  const { kind, entry, files, isDark } = job;
  const text = files.find(({ path }) => path === entry)?.text ?? "";
  const open = (html: string) => openDocument(html, tell);
  if (kind === "html") showPage(job, tell);
  else if (kind === "component" || kind === "script") showScript(job, tell);
  else if (kind === "css") open(cssPage(text));
  else if (kind === "csv") open(documentOf(csvPage(text, entry), isDark));
  else if (kind === "json") open(documentOf(jsonPage(text), isDark));
  else if (kind === "markdown") open(documentOf(markdownPage(text), isDark));
  else if (kind === "svg") open(documentOf(`<div class="whole">${text.replace(/^\s*<\?xml[^>]*>/, "")}</div>`, false));
  else open(documentOf(`<div class="whole">${(await libraries.drawMermaid?.(text, isDark)) ?? ""}</div>`, isDark));
}

function begin(port: MessagePort, { libraries: scripts, job }: Work): void {
  const post = port.postMessage.bind(port);
  const tell: Tell = (report) => post(report);
  port.onmessage = () => tell({ type: "alive" });
  removeConnections();
  keepFocusInside();
  reportConsole(tell);
  guardLoops(tell);
  for (const script of scripts) runLibrary(script);
  tell({ type: "alive" });
  // What was told goes out before anything of the answer can keep it from going.
  new Promise((resolve) => setTimeout(resolve))
    .then(() => show(job, tell))
    .catch((error: unknown) => reportError(tell, error))
    .finally(() => tell({ type: "shown" }));
}

window.addEventListener(
  "message",
  ({ source, data, ports: [port] }: MessageEvent<Work>) => {
    if (source === window.parent && port !== undefined) begin(port, data);
  },
  { once: true },
);
