/** Where the browser tests find the app; another port by E2E_PORT. */
export const E2E_PORT = Number(process.env["E2E_PORT"] ?? 4790);
/** Where they find the stand-in for Claude, to see what reached it. */
export const E2E_CLAUDE_PORT = E2E_PORT + 1;
/** Where they find the stand-in for Stripe, to pay on its pages and to move its clock. */
export const E2E_STRIPE_PORT = E2E_PORT + 2;
/** Whoever signs in with this address is an admin there. */
export const E2E_OPERATOR = "operator@example.com";
