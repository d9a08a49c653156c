import { z } from "zod";
import { type StandIn, startStandIn } from "./stand-in/program";

const Memory = z.object({ port: z.int().min(1).max(65_535) });

/** The port of the last start, which addresses that people kept still name. */
export function rememberedPort(memory: unknown): number | undefined {
  return Memory.safeParse(memory).data?.port;
}

type StripeStandIn = Pick<StandIn, "port" | "logFile" | "signal"> & {
  /** Where it keeps its state over restarts. */
  stateFile: string;
  webhookUrl: string;
  /** The key it accepts and the secrets of which the first signs its webhooks. */
  keys: Readonly<Record<string, string>>;
};

/** Starts the local stand-in for Stripe and resolves when it answers. */
export function startStripeStandIn({ stateFile, webhookUrl, keys, ...options }: StripeStandIn) {
  return startStandIn({
    name: "The stand-in for Stripe",
    program: "local/stripe/main.ts",
    args: ["--webhook-url", webhookUrl, "--state", stateFile],
    env: { ...process.env, ...keys },
    ...options,
  });
}
