import { z } from "zod";
import { writtenText } from "@/lib/text";

/** Why an admin does something, as the audit log keeps it. */
export const Reason = writtenText({ min: 3, max: 500 });

/** Body of what an admin does for someone, or for the machinery: the reason is for the audit log. */
export const OptionalReason = z.object({ reason: Reason.optional() });
