/**
 * Which packages of a lock file are absent from node_modules, or there in another version.
 * Takes the parsed package-lock.json and node_modules/.package-lock.json (undefined when nothing is installed) and
 * returns paths. An optional package may be absent: it belongs to another platform. With `dev` false the packages
 * that only development needs may be absent too, as on a server.
 */
export function missingPackages(lock, installed, { dev }) {
  return Object.entries(lock.packages)
    .filter(([path, wanted]) => {
      if (path === "" || wanted.link) return false;
      const found = installed?.packages?.[path];
      if (found !== undefined) return found.version !== wanted.version;
      return !(wanted.optional || (!dev && (wanted.dev || wanted.devOptional)));
    })
    .map(([path]) => path);
}
