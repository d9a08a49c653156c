const registry = globalThis as typeof globalThis & { [key: symbol]: unknown };

/**
 * One value for the whole process under a name. Next bundles a module into several entries, each with its own copy
 * of the module's variables; pools, feeds and flushers must exist once all the same.
 */
export function processSingleton<T>(name: string, make: () => T): T {
  const key = Symbol.for(`prpm.${name}`);
  registry[key] ??= make();
  return registry[key] as T;
}
