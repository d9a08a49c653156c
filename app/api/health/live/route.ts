import { methods } from "@/lib/http/methods.server";

/** Is this process alive? Asks nobody else. */
export const { GET, POST, PUT, PATCH, DELETE } = methods({ GET: async () => Response.json({ status: "live" }) });
