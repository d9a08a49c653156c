import type { Metadata } from "next";
import { LightFrame } from "@/components/shell/light-frame";
import { env } from "@/lib/env.server";
import { Page } from "./_components/page";

export const metadata: Metadata = { title: "Not found" };

/**
 * For addresses that no group can take, such as those that do not decode. Next draws it along with every page, in case
 * that one is not found, so it is light and reads nothing.
 */
export default function NotFound() {
  return (
    <LightFrame notice={env().SITE_NOTICE}>
      <Page title="There is nothing here" lead="The address may be mistyped, or the page may have gone." width="narrow">
        <a href="/packages" className="link finger inline-flex items-center">
          Browse packages
        </a>
      </Page>
    </LightFrame>
  );
}
