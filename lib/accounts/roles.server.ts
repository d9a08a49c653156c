import "server-only";
import { now } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma.server";
import { newId } from "@/lib/id";

/** Makes a user an admin and writes it to the audit log; `actor` is null for the operator at the command line. */
export async function grantAdmin(grant: { userId: string; actor: string | null; reason: string }): Promise<void> {
  const { userId, actor, reason } = grant;
  await prisma().$transaction([
    prisma().user.update({ where: { id: userId }, data: { role: "admin" } }),
    prisma().auditEntry.create({
      data: {
        id: newId(),
        actorId: actor,
        action: "role.admin",
        subject: userId,
        details: { reason },
        createdAt: now(),
      },
    }),
  ]);
}
