import { html } from "./html";
import type { Page } from "./layout";

/** The page at `/`: says what this server is, so that nobody takes its money for real. */
export const HOME_PAGE: Page = {
  title: "What this is",
  wide: true,
  body: html`<h1>Local stand-in for Stripe</h1>
<p>This server only looks like Stripe. Nothing is charged, no card is kept that is not a test card, and nothing leaves this machine.</p>
<p>To use Stripe itself, stop the app and start it again with a key: <code>STRIPE_SECRET_KEY=your-key npm start</code>.</p>
<h2>Steering it</h2>
<p>What <code>/_local</code> offers is described in <code>local/stripe/README.md</code>: the clock, how webhooks go out, refunds, disputes, payments without a browser, faults.</p>
<ul>
<li><a href="/_local/events">Events and their deliveries</a></li>
<li><a href="/_local/requests">Requests that were received</a></li>
<li><a href="/_local/delivery">How webhooks go out now</a></li>
<li><a href="/_local/clock">The clock</a></li>
</ul>`,
};
