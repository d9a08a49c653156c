import Link from "next/link";
import { BRAND_LOOK, Brand } from "./brand";

/** The mark, leading home. */
export function Wordmark() {
  return (
    <Link href="/" className={BRAND_LOOK}>
      <Brand />
    </Link>
  );
}
