/**
 * What an address of ours is told on the way back from Stripe: which purchase was paid, or that PRPM+ was subscribed
 * to. The page takes it out and says it once.
 */
export const PURCHASE_PARAMETER = "purchase";
export const SUBSCRIBED_PARAMETER = "subscribed";
