/**
 * The page at /preview: it runs no code of an answer itself, but puts it in a frame inside of it and carries messages
 * between that frame and the page around. The frame within has no address that it could go to, because this page
 * allows none (`frame-src 'none'`), not even one of ours. What comes out is cut and counted here, in the frames' own
 * process: an answer that talks without end drowns itself and not the page around.
 *
 * Plain script in a string, since nothing may be loaded here: the policy names no host.
 */
export const BRIDGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Preview</title>
<style>html,body,iframe{margin:0;border:0;width:100%;height:100%;display:block;overflow:hidden}</style>
<body>
<script>
"use strict";
const PER_SECOND = 200, TEXT_MAX = 4000;
const text = (value) => String(value).slice(0, TEXT_MAX);
function begin(event) {
  if (window.parent === window || event.source !== window.parent || event.ports.length !== 1) return;
  removeEventListener("message", begin);
  const [page] = event.ports, { runtime, ...work } = event.data, channel = new MessageChannel();
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.setAttribute("title", "Preview");
  frame.srcdoc = "<!doctype html><meta charset=utf-8><script>" + runtime.replaceAll("</script", "<\\\\/script") + "<\\/script>";
  frame.addEventListener("load", () => frame.contentWindow.postMessage(work, "*", [channel.port2]), { once: true });
  let second = 0, sent = 0;
  channel.port1.onmessage = ({ data }) => {
    const now = Math.floor(performance.now() / 1000);
    if (now !== second) [second, sent] = [now, 0];
    if (typeof data !== "object" || data === null || (data.type === "console" && ++sent > PER_SECOND)) return;
    const { type, level, file, line } = data;
    page.postMessage({ type: text(type), level: text(level), text: text(data.text ?? ""), file: file == null ? null : text(file), line: typeof line === "number" ? line : null });
  };
  page.onmessage = ({ data }) => channel.port1.postMessage(data);
  document.body.append(frame);
}
addEventListener("message", begin);
</script>
</body>
</html>
`;
