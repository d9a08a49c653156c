import { z } from "zod";
import { Recurring } from "../money/prices";
import { anything, currency, flag, metadata, text, whole } from "../wire/params";

const PriceData = z.strictObject({
  currency,
  unit_amount: whole.refine((amount) => amount >= 0, "integer"),
  product: text.optional(),
  product_data: z
    .strictObject({
      name: text,
      description: text.optional(),
      images: z.array(text).optional(),
      metadata: metadata.optional(),
      tax_code: text.optional(),
    })
    .optional(),
  recurring: Recurring.optional(),
  tax_behavior: z.enum(["exclusive", "inclusive", "unspecified"]).optional(),
});

const LineItem = z.strictObject({
  price: text.optional(),
  price_data: PriceData.optional(),
  quantity: whole.refine((count) => count >= 1, "integer").optional(),
  adjustable_quantity: anything.optional(),
  metadata: metadata.optional(),
});

export type LineItemParams = z.output<typeof LineItem>;

const PaymentIntentData = z.strictObject({
  description: text.optional(),
  metadata: metadata.optional(),
  receipt_email: text.optional(),
  setup_future_usage: z.enum(["on_session", "off_session"]).optional(),
  capture_method: z.enum(["automatic", "automatic_async"]).optional(),
  statement_descriptor: text.optional(),
  statement_descriptor_suffix: text.optional(),
});

const SubscriptionData = z.strictObject({
  description: text.optional(),
  metadata: metadata.optional(),
  trial_period_days: whole.optional(),
  trial_settings: anything.optional(),
  billing_mode: anything.optional(),
  invoice_settings: anything.optional(),
  proration_behavior: text.optional(),
});

/** How Stripe draws the page; what these were called before endive is refused. */
const UI_MODES = ["hosted_page", "embedded_page", "elements", "form"] as const;

/** What a session is made from. What is `anything` is taken and changes nothing here. */
export const CreateParams = z.strictObject({
  mode: z.enum(["payment", "subscription"]),
  ui_mode: z.enum(UI_MODES).default("hosted_page"),
  line_items: z.array(LineItem).min(1),
  success_url: text.optional(),
  cancel_url: text.optional(),
  return_url: text.optional(),
  client_reference_id: z.string().min(1, "empty").max(200).optional(),
  customer: text.optional(),
  customer_email: text.optional(),
  customer_creation: z.enum(["always", "if_required"]).optional(),
  metadata: metadata.optional(),
  expires_at: whole.optional(),
  payment_intent_data: PaymentIntentData.optional(),
  subscription_data: SubscriptionData.optional(),
  allow_promotion_codes: flag.optional(),
  billing_address_collection: z.enum(["auto", "required"]).optional(),
  locale: text.optional(),
  submit_type: z.enum(["auto", "book", "donate", "pay", "subscribe"]).optional(),
  payment_method_collection: z.enum(["always", "if_required"]).optional(),
  currency: currency.optional(),
  integration_identifier: text.optional(),
  adaptive_pricing: anything.optional(),
  after_expiration: anything.optional(),
  allowed_payment_method_types: anything.optional(),
  automatic_tax: anything.optional(),
  branding_settings: anything.optional(),
  consent_collection: anything.optional(),
  custom_text: anything.optional(),
  customer_update: anything.optional(),
  excluded_payment_method_types: anything.optional(),
  invoice_creation: anything.optional(),
  name_collection: anything.optional(),
  origin_context: anything.optional(),
  payment_method_configuration: anything.optional(),
  payment_method_data: anything.optional(),
  payment_method_options: anything.optional(),
  phone_number_collection: anything.optional(),
  redirect_on_completion: anything.optional(),
  saved_payment_method_options: anything.optional(),
  tax_id_collection: anything.optional(),
  wallet_options: anything.optional(),
});

export type CreateParams = z.output<typeof CreateParams>;
