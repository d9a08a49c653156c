import type { Alert } from "@/lib/jobs/alert";
import { MODELS, type ModelName } from "@/lib/models/models";
import type { FailureReason } from "@/lib/runs/failure-reason";

/** What operators are told of a model whose circuit is open. */
export function outageAlert(model: ModelName, reason: FailureReason | null): Alert {
  const { label } = MODELS[model];
  const message = `${label} failed again and again (${reason}): no runs of it are sold until one is answered.`;
  return { kind: "provider_out", subject: model, message, details: { reason } };
}
