import { methods } from "@/lib/http/methods.server";
import { readiness } from "@/lib/jobs/readiness.server";

/** Can this process serve? 503 while the database is away or behind the code's migrations. */
export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: async () => {
    const { ready, ...facts } = await readiness();
    return Response.json({ status: ready ? "ready" : "not_ready", ...facts }, { status: ready ? 200 : 503 });
  },
});
