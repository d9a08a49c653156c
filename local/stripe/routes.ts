import { sessionRoutes } from "./checkout/session-routes";
import { endpointRoutes } from "./events/endpoint-routes";
import { eventRoutes } from "./events/event-routes";
import { balanceRoutes } from "./money/balance";
import { chargeRoutes } from "./money/charges";
import { customerRoutes } from "./money/customers";
import { disputeRoutes } from "./money/dispute-routes";
import { intentRoutes } from "./money/intent-routes";
import { paymentMethodRoutes } from "./money/payment-methods";
import { priceRoutes } from "./money/prices";
import { createProduct, productRoutes } from "./money/products";
import { refundRoutes } from "./money/refunds";
import { portalRoutes } from "./portal/portal-routes";
import { invoiceRoutes } from "./subscriptions/invoice-routes";
import { subscriptionRoutes } from "./subscriptions/subscription-routes";
import type { Route } from "./wire/route";

/** Every operation of Stripe's that the stand-in knows. */
export const ROUTES: readonly Route[] = [
  ...customerRoutes,
  ...productRoutes,
  ...priceRoutes(createProduct),
  ...paymentMethodRoutes,
  ...intentRoutes,
  ...chargeRoutes,
  ...balanceRoutes,
  ...refundRoutes,
  ...disputeRoutes,
  ...sessionRoutes,
  ...subscriptionRoutes,
  ...invoiceRoutes,
  ...portalRoutes,
  ...eventRoutes,
  ...endpointRoutes,
];
