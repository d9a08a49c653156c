import { parseArgs } from "node:util";
import { CommandError, runCommand } from "./command";
import { readCronJobs } from "./cron";
import { type JobResult, runJob, startCron } from "./cron-runner";
import { readJson } from "./json-file";
import { completeFromLocalStack } from "./local-stack";
import { inProject } from "./paths";
import { createShutdown } from "./shutdown";

const USAGE = "Usage: npm run jobs (by their schedules) or npm run jobs -- --once NAME";

function readOnce(): string | undefined {
  try {
    return parseArgs({ options: { once: { type: "string" } } }).values.once;
  } catch (error) {
    throw new CommandError(`${(error as Error).message}\n${USAGE}`, 2);
  }
}

function print({ name, status, durationMs, body }: JobResult): void {
  console.log(`${new Date().toISOString()} ${name} ${status || "no answer"} in ${durationMs} ms ${body}`);
}

await runCommand(async () => {
  const once = readOnce();
  completeFromLocalStack();
  const { NEXTAUTH_URL: url, CRON_SECRET: secret } = process.env;
  if (!url || !secret) throw new CommandError("Set NEXTAUTH_URL and CRON_SECRET, or start the local stack: npm start");
  const jobs = readCronJobs(readJson(inProject("vercel.json")) ?? {});

  if (once !== undefined) {
    const job = jobs.find(({ name }) => name === once);
    if (!job)
      throw new CommandError(`No job is called ${once}. There are: ${jobs.map(({ name }) => name).join(", ")}`, 2);
    const result = await runJob(job, { url, secret });
    print(result);
    process.exitCode = result.status >= 200 && result.status < 300 ? 0 : 1;
    return;
  }

  const { signal, ended } = createShutdown();
  startCron(jobs, { url, secret }, { signal, report: print });
  console.log(`${jobs.length} jobs at ${url}: ${jobs.map(({ name }) => name).join(", ")}`);
  await ended;
});
