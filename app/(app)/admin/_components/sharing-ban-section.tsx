import { getSharingBan } from "@/lib/moderation/ban-sharing.server";
import { BanButton } from "./ban-button";
import { ExactTime } from "./exact-time";

/** Whether one user may share, and the way to change that. */
export async function SharingBanSection({ userId, email }: { userId: string; email: string }) {
  const ban = await getSharingBan(userId);
  return (
    <section aria-label="Sharing" className="flex flex-col items-start gap-2">
      <h2 className="text-16 font-strong">Sharing</h2>
      {ban === null ? (
        <p className="text-14 text-soft">May share, as far as their plan allows it.</p>
      ) : (
        <>
          <p className="text-14 text-bad-ink">
            Banned since <ExactTime iso={ban.bannedAt} />
          </p>
          {ban.reason !== null && <p className="wrap-anywhere max-w-[68ch] text-13 text-soft">{ban.reason}</p>}
        </>
      )}
      <BanButton user={{ id: userId, email, isBanned: ban !== null }} />
    </section>
  );
}
