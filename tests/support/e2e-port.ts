/** Where the browser tests find the app; another port by E2E_PORT. */
export const E2E_PORT = Number(process.env["E2E_PORT"] ?? 4790);
