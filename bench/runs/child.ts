import { fork } from "node:child_process";
import { once } from "node:events";
import { inProject } from "@/local/paths";

/** A process of the bench that answers each message with one. */
export type Child<Hello> = { hello: Hello; pid: number; ask<Answer>(message: object): Promise<Answer>; stop(): void };

/** Starts bench/runs/<name>.ts and resolves with its first message; a question that it dies of rejects. */
export async function startChild<Hello>(name: string): Promise<Child<Hello>> {
  const child = fork(inProject("bench", "runs", `${name}.ts`));
  const died = once(child, "exit").then(([code]) => {
    throw new Error(`bench/runs/${name}.ts ended with ${code}`);
  });
  died.catch(() => {});
  const next = async (): Promise<unknown> => (await Promise.race([once(child, "message"), died]))[0];
  const hello = (await next()) as Hello;
  return {
    hello,
    pid: child.pid ?? 0,
    ask: async <Answer>(message: object) => {
      const answer = next();
      child.send(message);
      return (await answer) as Answer;
    },
    stop: () => void child.kill(),
  };
}
