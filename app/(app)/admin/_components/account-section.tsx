import { LocalTime } from "@/components/local-time";
import { getSuspension } from "@/lib/accounts/get-suspension.server";
import type { UserRecord } from "@/lib/accounts/user-record.server";
import { ExactTime } from "./exact-time";
import { ReasonButton } from "./reason-button";
import type { ReasonedAct } from "./reason-dialog";

function roleAct({ id, email, role }: UserRecord): ReasonedAct {
  const common = { method: "PATCH", path: `/api/v1/admin/users/${id}`, reason: "kept" } as const;
  if (role === "admin") {
    return {
      ...common,
      words: "Take the admin role away",
      title: "Take the admin role away?",
      effect: `${email} can no longer see or do anything here from their next request on. Tokens made for an admin end.`,
      look: "danger",
      body: { role: "user" },
      said: `${email} is no longer an admin.`,
    };
  }
  return {
    ...common,
    words: "Make an admin",
    title: "Make an admin?",
    effect: `${email} can see every wallet and the figures, change credits, pay purchases back, take links down and make other admins.`,
    body: { role: "admin" },
    said: `${email} is an admin.`,
  };
}

function suspensionAct({ id, email, suspended }: UserRecord): ReasonedAct {
  const common = { method: "PATCH", path: `/api/v1/admin/users/${id}`, reason: "kept" } as const;
  if (suspended) {
    return {
      ...common,
      words: "Lift the suspension",
      title: "Lift the suspension?",
      effect: `${email} may sign in again. Their tokens and links work again; their browsers must sign in anew.`,
      body: { suspended: false },
      said: `${email} may sign in again.`,
    };
  }
  return {
    ...common,
    words: "Suspend",
    title: "Suspend this account?",
    effect: `${email} is signed out everywhere, and neither they nor their tokens can do anything. Their links cannot be read. Credits and a subscription stay as they are.`,
    look: "danger",
    body: { suspended: true },
    said: `${email} is suspended.`,
  };
}

/** What an account may do, and the way to change that; nobody changes their own. */
export async function AccountSection({ user, isOwn }: { user: UserRecord; isOwn: boolean }) {
  const { id, email, role, suspended, createdAt } = user;
  const suspension = suspended ? await getSuspension(id) : null;
  return (
    <section aria-labelledby="account" className="flex flex-col items-start gap-2">
      <h2 id="account" className="text-16 font-strong">
        Account
      </h2>
      <p className="text-14 text-soft">
        {role === "admin" ? "An admin" : "A user"}, here since <LocalTime iso={createdAt} style="date" />.
      </p>
      {suspension !== null && (
        <>
          <p className="text-14 text-bad-ink">
            Suspended since <ExactTime iso={suspension.since} />
          </p>
          {suspension.reason !== null && (
            <p className="wrap-anywhere max-w-[68ch] text-13 text-soft">{suspension.reason}</p>
          )}
        </>
      )}
      {isOwn ? (
        <p className="text-13 text-faint">This is your own account. Another admin can change its role.</p>
      ) : (
        <div className="flex flex-wrap gap-2">
          <ReasonButton about={email} {...roleAct(user)} />
          <ReasonButton about={email} {...suspensionAct(user)} />
        </div>
      )}
    </section>
  );
}
