import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "@/lib/db/generated/client";
import { pool } from "@/lib/db/pool.server";
import { processSingleton } from "@/lib/process-singleton";

/** Prisma over the same pool as the raw statements; for everything that is neither money nor the run path. */
export function prisma(): PrismaClient {
  return processSingleton("prisma", () => new PrismaClient({ adapter: new PrismaPg(pool()) }));
}
