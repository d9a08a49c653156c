type Guide = {
  /** What happened, in a few words. */
  title: string;
  /** What to do about it. `docs/operations.md` says more. */
  todo: string;
  /** Where to look, below this installation's address. */
  path: (subject: string) => string;
};

const OVERVIEW = () => "/admin";
const MONEY = () => "/admin?tab=money";
const HEALTH = () => "/admin?tab=health";
const JOBS = () => "/admin?tab=health#jobs";
const HOLDS = () => "/admin?tab=health#holds";
const PAYMENTS = () => "/admin?tab=payments";
const WAITING = () => "/admin?tab=payments&only=waiting";
const USER = (userId: string) => `/admin/users/${encodeURIComponent(userId)}`;
const EVENTS_ABOUT = (id: string) => `/admin?tab=payments&q=${encodeURIComponent(id)}`;

/** Every kind of thing that an operator is told, and what there is to do. */
export const ALERT_GUIDE = {
  daily_api_cost: {
    title: "Cost alarm",
    todo: "See which models cost it, and when it rose. DAILY_API_COST_CAP_USD stops free runs, AI_EVALUATION_ENABLED=false all.",
    path: MONEY,
  },
  daily_api_cost_cap: {
    title: "Today's cost cap is reached",
    todo: "Free runs wait until midnight UTC, paid ones stop at three times the cap. Raise DAILY_API_COST_CAP_USD if that is wrong.",
    path: MONEY,
  },
  provider_out: {
    title: "A model is paused",
    todo: "Look at the provider's status page. One run is let through after every pause; the model is back when it is answered.",
    path: HEALTH,
  },
  provider_account: {
    title: "Our account at the provider is at fault",
    todo: "Check the key, the models' ids and the spending limit at the provider.",
    path: HEALTH,
  },
  purchases_failing: {
    title: "Purchases fail",
    todo: "Look at Stripe's status page; a wrong key or price says so in the log.",
    path: PAYMENTS,
  },
  purchases_declined: {
    title: "Most who pay are declined",
    todo: "See at Stripe why. Many cards of one person may be card testing; many people with one reason, a setting of ours.",
    path: PAYMENTS,
  },
  payments_not_applied: {
    title: "Payments are not applied",
    todo: "Waiting or failed events say why. Replay them when that is gone.",
    path: WAITING,
  },
  webhooks_waiting: {
    title: "Webhooks wait to be handled",
    todo: "Waiting or failed events say why. The hourly reconcile job tries them again; see whether it runs.",
    path: WAITING,
  },
  payment_in_doubt: {
    title: "Money came that fits nothing of ours",
    todo: "Nothing was granted. Look at the payment at Stripe; refund it, or grant the credits by hand.",
    path: EVENTS_ABOUT,
  },
  grant_without_payment: {
    title: "Credits without a payment",
    todo: "Is it another Stripe account, or a forged row? Take the credits back by hand.",
    path: PAYMENTS,
  },
  deleted_account_charged: {
    title: "A deleted account was charged",
    todo: "Refund the payment: nobody can use what it bought.",
    path: EVENTS_ABOUT,
  },
  second_subscription: {
    title: "Somebody pays for PRPM+ twice",
    todo: "End one of the subscriptions at Stripe and refund it.",
    path: USER,
  },
  payment_disputed: {
    title: "A payment is disputed",
    todo: "Answer at Stripe before its deadline. The credits go with the money and come back with it.",
    path: EVENTS_ABOUT,
  },
  payment_suspected: {
    title: "A payment may be fraud",
    todo: "Refunding it avoids the dispute and its fee.",
    path: EVENTS_ABOUT,
  },
  ledger_drift: {
    title: "The ledger does not add up",
    todo: "Run npm run ledger:verify, find the first wrong row, and put it right by an adjustment with a reason.",
    path: HEALTH,
  },
  wallet_stuck: {
    title: "A wallet cannot be brought up to date",
    todo: "Look at this wallet and the error; its owner can neither read nor spend until it is put right.",
    path: USER,
  },
  stale_holds: {
    title: "Credits are held that nobody released",
    todo: "See whether the sweep job runs and what its last error was.",
    path: HOLDS,
  },
  job_failed: {
    title: "A scheduled job failed",
    todo: "Its error stands beside it. It runs again by its schedule, and nothing is lost by a late run.",
    path: JOBS,
  },
  job_missed: {
    title: "A scheduled job did not run",
    todo: "See whether the scheduler is alive and carries the right CRON_SECRET; or call the job's address yourself.",
    path: JOBS,
  },
  plus_running_low: {
    title: "Many PRPM+ members have few credits left",
    todo: "See what they run and whether 200 credits a month are too few, or whether something charges too much.",
    path: OVERVIEW,
  },
} as const satisfies Record<string, Guide>;

export type AlertKind = keyof typeof ALERT_GUIDE;

/** The guide to a kind of alert; one of an earlier release, which has none any more, is only named. */
export function guideOf(kind: string): Guide {
  if (Object.hasOwn(ALERT_GUIDE, kind)) return ALERT_GUIDE[kind as AlertKind];
  return { title: kind.replaceAll("_", " "), todo: "Look at its details.", path: OVERVIEW };
}
