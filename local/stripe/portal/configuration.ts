import type Stripe from "stripe";
import { z } from "zod";
import { newId } from "../state/ids";
import { anything, clearable, flag, mergedMetadata, metadata, text } from "../wire/params";
import { add, change, requireRow, type Work } from "../work";

const updates = z.enum(["address", "email", "name", "phone", "shipping", "tax_id"]);

const Features = z
  .strictObject({
    customer_update: z.strictObject({ enabled: flag, allowed_updates: z.array(updates).optional() }),
    invoice_history: z.strictObject({ enabled: flag }),
    payment_method_update: z.strictObject({ enabled: flag, payment_method_configuration: text.optional() }),
    subscription_cancel: z.strictObject({
      enabled: flag,
      mode: z.enum(["at_period_end", "immediately"]).optional(),
      proration_behavior: z.enum(["always_invoice", "create_prorations", "none"]).optional(),
      cancellation_reason: z.strictObject({ enabled: flag, options: z.array(text).optional() }).optional(),
    }),
    subscription_pause: z.strictObject({ enabled: flag, duration: anything.optional() }),
    subscription_update: z.strictObject({
      enabled: flag,
      default_allowed_updates: anything.optional(),
      products: anything.optional(),
      proration_behavior: text.optional(),
    }),
  })
  .partial();

type Features = z.output<typeof Features>;

const Profile = z.strictObject({ headline: clearable, privacy_policy_url: text, terms_of_service_url: text }).partial();

const common = {
  business_profile: Profile.optional(),
  default_return_url: clearable.optional(),
  login_page: z.strictObject({ enabled: flag }).optional(),
  metadata: metadata.optional(),
  name: clearable.optional(),
};

export const CreateParams = z.strictObject({ ...common, features: Features });
export const UpdateParams = z.strictObject({ ...common, features: Features.optional(), active: flag.optional() });

/** The configuration that a portal has when none is named. */
export const DEFAULT_CONFIGURATION = "bpc_local_default";

const OFF: Stripe.BillingPortal.Configuration.Features = {
  customer_update: { allowed_updates: [], enabled: false },
  invoice_history: { enabled: false },
  payment_method_update: { enabled: false, payment_method_configuration: null },
  subscription_cancel: {
    cancellation_reason: { enabled: false, feedback_options: null, options: [] },
    enabled: false,
    mode: "at_period_end",
    proration_behavior: "none",
  },
  subscription_pause: { duration: { interval_options: [], type: "indefinite" }, enabled: false },
  subscription_update: {
    billing_cycle_anchor: null,
    default_allowed_updates: [],
    enabled: false,
    proration_behavior: "none",
    schedule_at_period_end: { conditions: [] },
    trial_update_behavior: "end_trial",
  },
};

/** Features with what a request says of them put over what they were. */
function mergedFeatures(
  old: Stripe.BillingPortal.Configuration.Features,
  given: Features,
): Stripe.BillingPortal.Configuration.Features {
  const merged = Object.entries(old).map(([name, feature]) => {
    const changes = Object.entries(given[name as keyof Features] ?? {}).filter(([, value]) => value !== undefined);
    return [name, { ...feature, ...Object.fromEntries(changes) }];
  });
  const features = Object.fromEntries(merged) as Stripe.BillingPortal.Configuration.Features;
  const reason = given.subscription_cancel?.cancellation_reason;
  features.subscription_cancel.cancellation_reason = {
    ...old.subscription_cancel.cancellation_reason,
    ...(reason && { enabled: reason.enabled, options: reason.options ?? [] }),
  };
  return features;
}

export function createConfiguration(
  work: Work,
  params: z.output<typeof CreateParams>,
  id = newId("bpc"),
): Stripe.BillingPortal.Configuration {
  const configuration = add(work, "portalConfigurations", {
    id,
    object: "billing_portal.configuration",
    active: true,
    application: null,
    business_profile: {
      headline: null,
      privacy_policy_url: null,
      terms_of_service_url: null,
      ...params.business_profile,
    } as Stripe.BillingPortal.Configuration.BusinessProfile,
    created: work.now(),
    default_return_url: params.default_return_url ?? null,
    features: mergedFeatures(OFF, params.features),
    is_default: id === DEFAULT_CONFIGURATION,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: mergedMetadata({}, params.metadata),
    name: params.name ?? null,
    updated: work.now(),
  });
  work.emit("billing_portal.configuration.created", configuration);
  return configuration;
}

export function updateConfiguration(
  work: Work,
  id: string,
  params: z.output<typeof UpdateParams>,
): Stripe.BillingPortal.Configuration {
  const configuration = requireRow(work, "portalConfigurations", id);
  const { features, business_profile: profile, metadata: names, active, default_return_url, name } = params;
  const previous = change(configuration, {
    ...(features && { features: mergedFeatures(configuration.features, features) }),
    ...(profile && {
      business_profile: { ...configuration.business_profile, ...profile } as typeof configuration.business_profile,
    }),
    ...(active !== undefined && { active }),
    ...(default_return_url !== undefined && { default_return_url }),
    ...(name !== undefined && { name }),
    metadata: mergedMetadata(configuration.metadata, names),
    updated: work.now(),
  });
  work.emit("billing_portal.configuration.updated", configuration, previous);
  return configuration;
}

/** What the portal of a new account offers: cards, invoices, and ending a subscription with its period. */
export function createDefaultConfiguration(work: Work): void {
  if (work.tables.portalConfigurations.has(DEFAULT_CONFIGURATION)) return;
  createConfiguration(
    work,
    {
      features: {
        invoice_history: { enabled: true },
        payment_method_update: { enabled: true },
        subscription_cancel: { enabled: true, mode: "at_period_end" },
      },
    },
    DEFAULT_CONFIGURATION,
  );
}
