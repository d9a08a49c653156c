import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Report, Task } from "./ledger-worker";

export type Worker = { process: ChildProcess; send(task: Task): void };

/** Starts a process of the storm. `onExit` is told when it ends, by itself or killed. */
export function startWorker(onReport: (report: Report) => void, onExit: () => void): Worker {
  const child = fork(fileURLToPath(new URL("./ledger-worker.ts", import.meta.url)), {
    execArgv: ["--conditions=react-server", "--import", "tsx"],
  });
  child.on("message", (report) => onReport(report as Report));
  child.on("exit", onExit);
  return { process: child, send: (task) => child.send(task) };
}

/** Spends one wallet down from two processes with half the clients each; answers what all were charged. */
export async function drainFromTwoProcesses(url: string, user: string, clients: number): Promise<number> {
  const drained = [0, 1].map(
    () =>
      new Promise<number>((resolve, reject) => {
        const worker = startWorker(
          (report) => {
            if ("captured" in report) resolve(report.captured);
            else reject(new Error("failed" in report ? report.failed : "an answer to something else"));
            worker.process.kill();
          },
          () => reject(new Error("the process ended before its answer")),
        );
        worker.send({ task: "drain", url, clients: clients / 2, user });
      }),
  );
  const captured = await Promise.all(drained);
  return captured.reduce((total, one) => total + one, 0);
}
