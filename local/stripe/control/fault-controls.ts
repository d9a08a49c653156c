import { FaultRequest } from "./faults";
import { control, parseBody } from "./handler";

export const faultControls = [
  control("GET faults", ({ world }) => world.faults.list()),
  control("POST faults", ({ world, body }) => {
    world.faults.add(parseBody(FaultRequest, body));
    return world.faults.list();
  }),
  control("DELETE faults", ({ world }) => {
    world.faults.clear();
    return world.faults.list();
  }),
  control("GET requests", ({ world, query }) => world.log.list(Number(query.get("after")) || 0)),
];
