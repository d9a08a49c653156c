import { type StandIn, startStandIn } from "./stand-in/program";

/** Starts the local stand-in for Claude on a port and resolves when it answers. */
export function startClaudeStandIn(options: Pick<StandIn, "port" | "logFile" | "signal">) {
  return startStandIn({ name: "The stand-in for Claude", program: "local/claude/main.ts", ...options });
}
