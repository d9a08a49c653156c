import type { Report } from "./ledger-worker";
import type { World } from "./movements";
import { startWorker, type Worker } from "./worker-process";

export type Storm = {
  url: string;
  world: World;
  /** Calls of the ledger to make at least: a hold and its capture are two. */
  movements: number;
  kills: number;
  random: () => number;
  /** Ends that many connections of the workers; answers how many there were. */
  terminate: (count: number) => Promise<number>;
};

const PROCESSES = 2;
const CLIENTS = 16;
const CONNECTIONS_A_KILL = 4;

/**
 * Has the ledger called by two processes; kills a process (-9) or connections at random moments. What a killed
 * process had not answered is asked for again, under the same keys. Answers what was done.
 */
export function startStorm({ url, world, movements, kills, random, terminate }: Storm) {
  const result = { calls: 0, charged: 0, processKills: 0, connectionKills: 0, repeated: 0 };
  const killAt = Array.from({ length: kills }, () => Math.floor(random() * movements)).sort((a, b) => a - b);
  const waiting: number[] = [];
  let next = 0;
  let unanswered = 0;
  let acts = 0;

  return new Promise<typeof result>((resolve, reject) => {
    const workers: (Worker | undefined)[] = [];
    const finish = (): void => {
      for (const worker of workers) worker?.process.kill();
      resolve(result);
    };
    const takeNext = (): number | undefined => {
      const number = waiting.pop() ?? (result.calls < movements ? next++ : undefined);
      if (number !== undefined) unanswered += 1;
      return number;
    };
    const isOver = (): boolean => result.calls >= movements && unanswered === 0 && waiting.length === 0;

    const record = (answers: Extract<Report, { done: unknown }>["done"], open: Set<number>): void => {
      for (const [number, calls, charged] of answers) {
        open.delete(number);
        result.calls += calls;
        result.charged += charged;
        unanswered -= 1;
      }
    };

    const begin = (slot: number): void => {
      const open = new Set<number>();
      const fill = (): void => {
        const numbers: number[] = [];
        while (open.size < CLIENTS * 2) {
          const number = takeNext();
          if (number === undefined) break;
          open.add(number);
          numbers.push(number);
        }
        if (numbers.length > 0 && worker.process.connected) worker.send({ task: "movements", numbers });
      };
      const worker = startWorker(
        (report) => {
          if ("failed" in report) reject(new Error(report.failed));
          if (!("done" in report)) return;
          record(report.done, open);
          if (isOver()) finish();
          else {
            if (open.size < CLIENTS) fill();
            strike();
          }
        },
        () => {
          if (isOver()) return;
          result.repeated += open.size;
          unanswered -= open.size;
          waiting.push(...open);
          begin(slot);
        },
      );
      workers[slot] = worker;
      worker.send({ task: "begin", url, clients: CLIENTS, world });
      fill();
    };

    const strike = (): void => {
      const due = killAt[0];
      if (due === undefined || result.calls < due) return;
      killAt.shift();
      acts += 1;
      if (acts % 2 === 0) {
        terminate(CONNECTIONS_A_KILL).then((count) => {
          result.connectionKills += count;
        }, reject);
      } else {
        result.processKills += 1;
        workers[Math.floor(random() * PROCESSES)]?.process.kill("SIGKILL");
      }
    };

    for (let slot = 0; slot < PROCESSES; slot += 1) begin(slot);
  });
}
