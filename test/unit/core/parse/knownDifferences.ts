/** Conformance cases that we read differently on purpose, by id, with the reason. */
export const knownDifferences: Readonly<Record<string, string>> = {
  'procfs-mi-05 Tmpfs mounted at /run, with a mixture of valid and invalid optional values':
    'procfs drops optional fields that it does not know; we keep them',
};
