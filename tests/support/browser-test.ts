import { type Browser, test as base, type Page, selectors } from "@playwright/test";

/**
 * Finds a control that the server drew and React has not taken over yet: nothing happens when it is pressed. A page that
 * is not of this product, or may run no scripts, has none.
 */
function dormantControls() {
  type Fiber = { alternate: Fiber | null; flags: number; return: Fiber | null };
  /** `Placement | Hydrating` of React 19: such a part is drawn and not in place yet, or was given up until code arrives. */
  const NOT_IN_PLACE = 4098;
  const isInPlace = (fiber: Fiber | null): boolean =>
    fiber === null || fiber.alternate !== null || ((fiber.flags & NOT_IN_PLACE) === 0 && isInPlace(fiber.return));
  const isDormant = (control: Element) => {
    const key = Object.keys(control).find((name) => name.startsWith("__reactFiber$"));
    return key === undefined || !isInPlace(Reflect.get(control, key));
  };
  const isSeen = (control: Element) =>
    control.checkVisibility({ visibilityProperty: true }) && control.getBoundingClientRect().width > 0;
  const first = (root: ParentNode) => {
    if (!("__next_f" in window)) return undefined;
    const controls = [...root.querySelectorAll("button, input, select, textarea, summary")];
    return controls.find((control) => isDormant(control) && isSeen(control));
  };
  return {
    query: (root: ParentNode) => first(root),
    // Playwright looks for one; where there are more, one after the other.
    queryAll: (root: ParentNode) => [first(root)].filter((control) => control !== undefined),
  };
}

const dormantIn = (page: Page) => page.locator("dormant=control");

async function waitForLife(page: Page): Promise<void> {
  const dormant = dormantIn(page);
  await page.addLocatorHandler(dormant, async () => {
    await dormant.waitFor({ state: "hidden" });
    // Effects, such as those that listen to keys, are run after the frame in which the controls came alive.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  });
}

/** Has a test act before its page is alive, as somebody in a hurry does. */
export async function waitNoMore(page: Page): Promise<void> {
  await page.removeLocatorHandler(dormantIn(page));
}

/**
 * Playwright's `test`, in which every action and every look waits until the page is alive, however it was come to: what
 * is pressed before is lost, and whether it is would depend on how busy the machine is.
 */
export const test = base.extend<object, { browser: Browser }>({
  browser: [
    async ({ browser }, use) => {
      await selectors.register("dormant", dormantControls);
      const newContext = browser.newContext.bind(browser);
      browser.newContext = async (options) => {
        const context = await newContext(options);
        return context.on("page", async (page) => {
          await waitForLife(page).catch((error) => {
            if (!page.isClosed()) throw error;
          });
        });
      };
      await use(browser);
    },
    { scope: "worker" },
  ],
});
