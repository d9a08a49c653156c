import { formatCount } from "@/components/format";
import { Part } from "@/components/insights/part";
import { LeaderList, LeaderRow } from "@/components/ui/leader-list";
import type { PackageFigures } from "@/lib/insights/get-package-figures.server";
import { timesWords, wayWords } from "../../_components/figure-words";

/** In which ways the package was taken along from its page. */
export function InstallsPart({
  figures: { installs, installsByWay },
  when,
}: {
  figures: PackageFigures;
  when: string;
}) {
  const counted =
    "Each reader counts once a version and day, in the way that came first; those who look after it do not.";
  if (installs === 0)
    return <Part id="installs" title="Installs copied" lead={`Nobody took it along ${when}. ${counted}`} />;
  return (
    <Part
      id="installs"
      title="Installs copied"
      lead={`It was taken along from its page ${timesWords(installs)} ${when}. ${counted} Whether it was installed then is not known.`}
    >
      <LeaderList className="max-w-md">
        {installsByWay.map(({ way, tool, installs: count }) => (
          <LeaderRow key={`${way} ${tool}`} term={wayWords(way, tool)}>
            {formatCount(count)}
          </LeaderRow>
        ))}
      </LeaderList>
    </Part>
  );
}
