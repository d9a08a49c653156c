import { call } from "./api";
import type { App } from "./app-server";
import { testEnvironment } from "./test-environment";

/** What the app's metrics page says: the value of each series by its full name, labels included. */
export async function scrape(app: App): Promise<Map<string, number>> {
  const answer = await call(app, "/api/metrics", { token: testEnvironment("")["CRON_SECRET"] ?? "" });
  if (answer.status !== 200) throw new Error(`no metrics: ${answer.status} ${answer.text}`);
  const lines = answer.text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => {
      const split = line.lastIndexOf(" ");
      return [line.slice(0, split), Number(line.slice(split + 1))] as const;
    }),
  );
}
