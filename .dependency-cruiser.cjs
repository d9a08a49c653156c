/** Imports run app -> components -> lib and inside lib nouns reach only downwards. See docs/architecture.md. */
const NOUNS = "packages|prompts|models|credits|runs|sessions|billing|accounts|account-data|insights|moderation";
const EDGES = "db|anthropic|stripe|auth|http|jobs";

/** What each noun may reach beside itself. */
const DOWNWARDS = {
  models: "",
  accounts: "models",
  credits: "accounts|models",
  packages: "accounts|models",
  prompts: "packages|accounts|models",
  runs: "credits|packages|accounts|models",
  sessions: "moderation|runs|credits|packages|accounts|models",
  billing: "runs|credits|packages|accounts|models",
  moderation: "runs|credits|packages|accounts|models",
  insights: "sessions|billing|moderation|runs|credits|packages|accounts|models",
  // What a person has of everything, to take along and to delete; nothing rests on it.
  "account-data": "prompts|sessions|billing|moderation|runs|credits|packages|accounts|models",
};

const nounRules = Object.entries(DOWNWARDS).map(([noun, below]) => ({
  name: `${noun}-reaches-down`,
  comment: `lib/${noun} may use ${below === "" ? "no other noun" : below.replaceAll("|", ", ")}.`,
  severity: "error",
  from: { path: `^lib/${noun}/` },
  to: { path: `^lib/(${NOUNS})/`, pathNot: `^lib/(${[noun, below].filter(Boolean).join("|")})/` },
}));

/** What each edge may reach: one client of the world each, and no product words but their types. */
const EDGE_REACH = { db: "", anthropic: "", stripe: "", auth: "db", http: "auth", jobs: "db" };

const edgeRules = Object.entries(EDGE_REACH).flatMap(([edge, others]) => [
  {
    name: `${edge}-is-an-edge`,
    comment: `lib/${edge} may use ${others === "" ? "no other edge" : `lib/${others}`}.`,
    severity: "error",
    from: { path: `^lib/${edge}/` },
    to: { path: `^lib/(${EDGES})/`, pathNot: `^lib/(${[edge, others].filter(Boolean).join("|")})/` },
  },
  {
    name: `${edge}-knows-no-noun`,
    comment: `lib/${edge} knows the types of nouns at most.`,
    severity: "error",
    from: { path: `^lib/${edge}/` },
    to: { path: `^lib/(${NOUNS})/`, dependencyTypesNot: ["type-only"] },
  },
]);

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment: "Two files that need each other are one idea, or one of them knows too much.",
      severity: "error",
      from: { pathNot: "^lib/db/generated" },
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "lib-looks-up-to-nothing",
      comment: "lib is used by screens and never uses them.",
      severity: "error",
      from: { path: "^lib/" },
      to: { path: "^(app|components)/" },
    },
    {
      name: "components-know-no-route",
      comment: "components are used by routes and never use them.",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "^app/" },
    },
    {
      name: "components-stay-out-of-the-world",
      comment: "A component takes its data as props; what touches the world is read by the page.",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "\\.server\\.ts$" },
    },
    {
      name: "ui-knows-no-product-word",
      comment: "components/ui is a kit: it knows neither lib nor the product's own components.",
      severity: "error",
      from: { path: "^components/ui/" },
      to: { path: "^(lib|app|components/(?!ui/))" },
    },
    {
      name: "routes-go-through-use-cases",
      comment: "app parses, calls and renders; databases and vendors are behind lib's use cases.",
      severity: "error",
      from: { path: "^app/" },
      to: { path: "^lib/(db|anthropic|stripe)/" },
    },
    {
      name: "pure-files-stay-pure",
      comment: "A lib file without .server is pure: it may run anywhere and is tested without a world.",
      severity: "error",
      from: { path: "^lib/", pathNot: "(\\.server\\.ts$|^lib/db/generated|\\.test\\.tsx?$)" },
      to: { path: "(\\.server\\.ts$|^lib/db/|node_modules/(next|react|react-dom|@prisma|pg|stripe|@anthropic-ai)/)" },
    },
    {
      name: "use-cases-are-told-who-asks",
      comment: "Nouns know nothing of requests, cookies or the framework.",
      severity: "error",
      from: { path: `^lib/(${NOUNS})/` },
      to: { path: "(^lib/(http|auth)/|node_modules/(next|next-auth|react)/)" },
    },
    ...nounRules,
    ...edgeRules,
    {
      name: "telemetry-knows-no-product",
      comment: "Everything reports to lib/telemetry; it looks at nothing but what it is told.",
      severity: "error",
      from: { path: "^lib/telemetry/" },
      to: { path: `^lib/(${NOUNS}|${EDGES})/` },
    },
    {
      name: "shipping-code-ships-alone",
      comment:
        "Stand-ins, tests and benchmarks are reached by configuration, never by import; a unit test does not ship.",
      severity: "error",
      from: { path: "^(app|components|lib)/", pathNot: "\\.test\\.tsx?$" },
      to: { path: "^(local|tests|bench)/" },
    },
    {
      name: "no-orphan-imports",
      comment: "An import that does not resolve is a broken build waiting.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^lib/db/generated" },
    },
  ],
  options: {
    parser: "swc",
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^lib/db/generated|^\\.next|^\\.local|^prisma/seed)" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
