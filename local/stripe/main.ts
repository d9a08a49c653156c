import { parseArgs } from "node:util";
import { WEBHOOK_EVENTS } from "@/lib/stripe/webhook-events";
import { startStripeStandIn } from "./server";

try {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "4020" },
      host: { type: "string", default: "127.0.0.1" },
      "webhook-url": { type: "string" },
      state: { type: "string" },
    },
  });
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET_CREDITS: secrets = "" } = process.env;
  if (!secretKey) throw new Error("STRIPE_SECRET_KEY says which key is accepted; it is not set.");
  const [secret = ""] = secrets.split(",").map((part) => part.trim());
  const url = values["webhook-url"];
  const standIn = await startStripeStandIn({
    port: Number(values.port),
    host: values.host,
    secretKey,
    stateFile: values.state,
    ...(url && secret && { webhook: { url, secret, events: WEBHOOK_EVENTS } }),
  });
  console.log(`stripe stand-in ${standIn.url}`);
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => standIn.close());
} catch (error) {
  console.error(`stripe stand-in did not start: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
