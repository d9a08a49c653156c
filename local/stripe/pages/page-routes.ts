import { readBody } from "../../stand-in/http-io";
import { ownOrigins } from "../../stand-in/local-caller";
import { Refusal } from "../../stand-in/refusal";
import type { Exchange } from "../wire/api";
import type { World } from "../world";
import { showChallenge, submitChallenge } from "./challenge-page";
import { showCheckout, submitCheckout } from "./checkout-page";
import { HOME_PAGE } from "./home-page";
import { html } from "./html";
import { showInvoice, showInvoiceToPrint, submitInvoice } from "./invoice-page";
import { type Page, type PageCall, type PageResult, redirect, sendPage } from "./layout";
import { showPortal, submitPortal } from "./portal-page";
import { showReceipt } from "./receipt-page";

const MAX_FORM_BYTES = 64 * 1024;

type Handler = (call: PageCall) => PageResult;

const PAGES: readonly { path: RegExp; show: Handler; submit?: Handler }[] = [
  { path: /^\/$/, show: () => ({ page: HOME_PAGE }) },
  { path: /^\/c\/pay\/([^/]+)$/, show: showCheckout, submit: submitCheckout },
  { path: /^\/3ds\/([^/]+)$/, show: showChallenge, submit: submitChallenge },
  { path: /^\/i\/([^/]+)$/, show: showInvoice, submit: submitInvoice },
  { path: /^\/i\/([^/]+)\/pdf$/, show: showInvoiceToPrint },
  { path: /^\/p\/session\/([^/]+)$/, show: showPortal, submit: submitPortal },
  { path: /^\/receipts\/([^/]+)$/, show: showReceipt },
];

async function readForm({ req }: Exchange): Promise<URLSearchParams> {
  const { origin } = req.headers;
  if (origin !== undefined && !ownOrigins(req).includes(origin)) {
    throw new Refusal(403, "This form was sent from another site.");
  }
  return new URLSearchParams((await readBody(req, MAX_FORM_BYTES)).toString("utf8"));
}

async function visit(exchange: Exchange, path: string, query: string, world: World): Promise<PageResult> {
  const { method } = exchange.req;
  const found = PAGES.find((candidate) => candidate.path.test(path));
  const handler = method === "GET" ? found?.show : method === "POST" ? found?.submit : undefined;
  if (!found || !handler) throw new Refusal(404, "There is no page here.");
  const form = method === "POST" ? await readForm(exchange) : new URLSearchParams();
  const id = decodeURIComponent(found.path.exec(path)?.[1] ?? "");
  const cookies = exchange.req.headers.cookie ?? "";
  return handler({ work: world.work(null), id, query: new URLSearchParams(query), form, cookies });
}

const problem = (message: string): Page => ({ title: "Not possible", body: html`<h1>${message}</h1>` });

/** A page for people: it is shown, or the form on it is taken. */
export async function pageRoute(exchange: Exchange, path: string, query: string, world: World): Promise<void> {
  const { req, res } = exchange;
  const withOrigin = (text: string): string => world.withOrigin(text, req);
  try {
    const result = await visit(exchange, path, query, world);
    if ("redirect" in result) return redirect(res, withOrigin(result.redirect));
    if (result.cookie !== undefined) res.setHeader("set-cookie", result.cookie);
    const { page, status = 200, framed = false } = result;
    sendPage(res, page, { status, framed, withOrigin });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    sendPage(res, problem(error.message), { status: error.status, framed: false, withOrigin });
  } finally {
    world.changed();
  }
}
