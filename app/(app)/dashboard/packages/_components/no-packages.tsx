import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** How to have a first package whose use can be counted. */
export function NoPackages() {
  return (
    <EmptyState title="No packages yet">
      <p>
        A package is a prompt that others can try before they install it. Write one in the playground, run it until it
        does what it should, and publish it from there. Here you then see how it is used: how often, by how many people,
        and whether it beats no prompt.
      </p>
      <Button asChild look="primary">
        <Link href="/playground?prompt=new">Write a prompt</Link>
      </Button>
      <p>
        Where the site runs on your own machine, packages in folders and archives are published from a terminal:
        <code className="wrap-anywhere mt-1 block font-mono text-13">
          npm run import -- --as you@example.com ./my-package
        </code>
      </p>
    </EmptyState>
  );
}
