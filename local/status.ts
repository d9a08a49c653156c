import { CommandError, runCommand } from "./command";
import { home } from "./paths";
import { readyPart, runningStack } from "./stack-state";
import { waitUntilAnswers } from "./wait-until-answers";

const ANSWER_MS = 5_000;

await runCommand(async () => {
  const stack = runningStack(home);
  if (!stack) throw new CommandError("No local stack runs from this folder. Start it: npm start");
  const ready = readyPart(stack);
  if (!ready) throw new CommandError(`The local stack is still starting (process ${stack.pid}).`);
  const port = new URL(ready.url).port;
  const live = `http://127.0.0.1:${port}/api/health/live`;
  if (!(await waitUntilAnswers(live, { timeoutMs: ANSWER_MS, hasEnded: () => false }))) {
    throw new CommandError(`The local stack runs (process ${stack.pid}), but ${ready.url} does not answer.`);
  }
  console.log(JSON.stringify(ready, null, 2));
});
