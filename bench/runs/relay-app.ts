import { CommandError } from "@/local/command";
import { packageProgram } from "@/local/package-program";
import { inProject } from "@/local/paths";
import { freePort } from "@/local/ports";
import { type Running, startProgram } from "@/local/processes";
import { runProgram } from "@/local/run-program";
import { waitUntilAnswers } from "@/local/wait-until-answers";

const FOLDER = inProject("bench", "runs", "relay");

/** Builds bench/runs/relay (into its own `.next`, which git ignores) and serves it in front of a model. */
export async function startRelayApp(modelUrl: string, logFile: string): Promise<Running & { url: string }> {
  const env = { ...process.env, NODE_ENV: undefined, NEXT_TELEMETRY_DISABLED: "1", ANTHROPIC_BASE_URL: modelUrl };
  const { code, output } = await runProgram([packageProgram("next"), "build", FOLDER], { env });
  if (code !== 0) throw new CommandError(output);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const args = [packageProgram("next"), "start", FOLDER, "-H", "127.0.0.1", "-p", String(port)];
  const server = startProgram({ args, env, logFile });
  if (await waitUntilAnswers(`${url}/v1/messages`, { timeoutMs: 60_000, hasEnded: server.hasEnded })) {
    return { ...server, url };
  }
  server.kill();
  throw new CommandError("The bare relay did not start.");
}
