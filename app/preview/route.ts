import { BRIDGE } from "./bridge";

/** No host stands in it, not even ours: what is shown here was written by a model, and reaches nothing. */
const POLICY = [
  "sandbox allow-scripts",
  "default-src 'none'",
  "script-src 'unsafe-inline' 'unsafe-eval' blob: data:",
  "style-src 'unsafe-inline' blob: data:",
  "img-src data: blob:",
  "media-src data: blob:",
  "font-src data: blob:",
  "worker-src blob:",
  "connect-src 'none'",
  "frame-src 'none'",
  "object-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join("; ");

/** The sandbox that previews of an answer's files run in. Opened directly it shows nothing. */
export function GET(): Response {
  return new Response(BRIDGE, {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": POLICY,
      "X-DNS-Prefetch-Control": "off",
      "X-Robots-Tag": "noindex",
      "Origin-Agent-Cluster": "?1",
    },
  });
}
