import {
  CONSOLE_LEVELS,
  type ConsoleLevel,
  librariesOf,
  type PreviewJob,
  type PreviewLibrary,
} from "@/lib/code-files/preview-job";

export type ConsoleLine = { level: ConsoleLevel; text: string; file: string | null; line: number | null };

type Listeners = {
  onLine: (line: ConsoleLine) => void;
  onShown: () => void;
  /** It did not answer any more, or a loop in it had no end; it is gone. */
  onEndless: () => void;
  /** It could not be begun. */
  onFailed: () => void;
};

const PING_MS = 1_000;
/** Pings without an answer: reading a library on a slow phone takes a while, afterwards a frame is there at once. */
const MISSED_AT_START = 12;
const MISSED = 3;
/** Messages in the time of one ping that frames may write to the page itself, past their port. Nobody reads them. */
const STRAY_MAX = 50;

const scripts = new Map<string, Promise<string>>();

/** A script of the sandbox, which can load nothing itself. Kept: what is previewed once is previewed again. */
function scriptText(name: PreviewLibrary | "frame"): Promise<string> {
  const known = scripts.get(name);
  if (known !== undefined) return known;
  const text = fetch(`/preview-frame/${name}.js`).then((response) => {
    if (!response.ok) throw new Error(`The preview's ${name} script answered ${response.status}.`);
    return response.text();
  });
  scripts.set(name, text);
  text.catch(() => scripts.delete(name));
  return text;
}

/** What comes out of a frame was written by a model: only what is a line of a console is read as one. */
function readLine(data: Record<string, unknown>): ConsoleLine | null {
  const { level, text, file, line } = data;
  const known = CONSOLE_LEVELS.find((name) => name === level);
  if (known === undefined || typeof text !== "string") return null;
  return {
    level: known,
    text,
    file: typeof file === "string" ? file : null,
    line: typeof line === "number" ? line : null,
  };
}

function makeFrame(title: string): HTMLIFrameElement {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.title = title;
  frame.src = "/preview";
  frame.className = "block size-full border-0 bg-white";
  return frame;
}

/**
 * Shows a file of an answer in a sandbox of its own (DESIGN 9) and watches over it: what stops answering is taken away.
 * Returns how to end it.
 */
export function startPreview(place: HTMLElement, job: PreviewJob, on: Listeners): () => void {
  const frame = makeFrame(`Preview of ${job.entry}`);
  const { port1: port, port2 } = new MessageChannel();
  let missed = 0;
  let most = MISSED_AT_START;
  let timer: ReturnType<typeof setInterval> | undefined;
  let stray = 0;
  let ended = false;

  const end = () => {
    ended = true;
    clearInterval(timer);
    window.removeEventListener("message", countStray);
    port.onmessage = null;
    port.close();
    frame.remove();
  };
  const endEndless = () => {
    end();
    on.onEndless();
  };
  // A page that is sent a hundred thousand of them does nothing else any more.
  const countStray = ({ origin }: MessageEvent) => {
    if (origin === "null") stray += 1;
    if (stray > STRAY_MAX) endEndless();
  };

  window.addEventListener("message", countStray);
  port.onmessage = ({ data }: MessageEvent<Record<string, unknown>>) => {
    if (data["type"] === "alive") [missed, most] = [0, MISSED];
    else if (data["type"] === "endless") endEndless();
    else if (data["type"] === "shown") on.onShown();
    else if (data["type"] === "console") {
      const line = readLine(data);
      if (line !== null) on.onLine(line);
    }
  };

  const loaded = new Promise<void>((resolve) => frame.addEventListener("load", () => resolve(), { once: true }));
  const names = ["frame", ...librariesOf(job)] as const;
  place.replaceChildren(frame);
  Promise.all([Promise.all(names.map(scriptText)), loaded]).then(
    ([[runtime, ...libraries]]) => {
      if (ended) return;
      frame.contentWindow?.postMessage({ runtime, libraries, job }, "*", [port2]);
      timer = setInterval(() => {
        if (missed >= most) return endEndless();
        missed += 1;
        stray = 0;
        port.postMessage("ping");
      }, PING_MS);
    },
    () => {
      if (ended) return;
      end();
      on.onFailed();
    },
  );
  return end;
}
