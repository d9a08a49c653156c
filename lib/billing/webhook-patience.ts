/** So long is left to the webhook, from the first question of a page that waits; then Stripe is asked, at most this often. */
export const WEBHOOK_PATIENCE_SECONDS = 10;
