import { fileURLToPath } from "node:url";

/** A Next app with one route, which the benches of runs are measured beside; no part of the product. */
export default {
  agentRules: false,
  poweredByHeader: false,
  turbopack: { root: fileURLToPath(new URL("../../..", import.meta.url)) },
};
