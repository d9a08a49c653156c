import type Stripe from "stripe";
import { Refusal } from "../../stand-in/refusal";
import { randomText } from "../state/ids";
import type { PortalToken } from "../state/rows";
import { requireRow, type Work } from "../work";

const STAYS_OPEN_MS = 3_600_000;

/** What a visitor of the portal may see and do. */
export type Portal = {
  session: Stripe.BillingPortal.Session;
  configuration: Stripe.BillingPortal.Configuration;
  /** What a first visitor is to keep, as their address opens once only. */
  cookie?: string;
};

function opened(work: Work, row: PortalToken): Portal {
  const session = requireRow(work, "portalSessions", row.session);
  return { session, configuration: requireRow(work, "portalConfigurations", String(session.configuration)) };
}

/** Lets in whoever opens an address for the first time, or was let in before and kept the cookie. */
export function openPortal(work: Work, token: string, cookies: string): Portal {
  const row = work.tables.portalTokens.get(token);
  if (!row || row.expiresAt < Date.now()) throw new Refusal(410, "This link has expired. Go back and open it again.");
  if (row.cookie === null) {
    row.cookie = randomText(32);
    row.expiresAt = Date.now() + STAYS_OPEN_MS;
    const attributes = `Path=/p/session/${token}; HttpOnly; SameSite=Lax; Max-Age=${STAYS_OPEN_MS / 1_000}`;
    return { ...opened(work, row), cookie: `portal=${row.cookie}; ${attributes}` };
  }
  const held = /(?:^|;\s*)portal=([^;]*)/.exec(cookies)?.[1];
  if (held !== row.cookie) throw new Refusal(410, "This link has been used already. Go back and open a new one.");
  return opened(work, row);
}
