/** Runs once when a server process starts, before its first request. */
export async function register(): Promise<void> {
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const { notePeers } = await import("@/lib/auth/peer.server");
  notePeers();
  if (process.env["NEXT_PHASE"] === "phase-production-build") return;
  const { watchServer } = await import("@/lib/runs/watch-server.server");
  watchServer({ ownsSignals: process.env["NEXT_MANUAL_SIG_HANDLE"] !== undefined });
}
