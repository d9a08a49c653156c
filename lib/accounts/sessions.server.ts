import "server-only";
import { prisma } from "@/lib/db/prisma.server";

/** Ends every browser session of a user at once: their tokens carry the version before. API tokens stay. */
export async function signOutEverywhere(userId: string): Promise<void> {
  await prisma().user.update({ where: { id: userId }, data: { sessionVersion: { increment: 1 } } });
}
