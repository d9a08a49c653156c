// Stands for `server-only` in Vitest: that package throws wherever the react-server condition is not set.
export {};
