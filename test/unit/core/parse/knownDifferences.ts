/** Conformance cases that we read differently on purpose, by id, with the reason. */
export const knownDifferences: Readonly<Record<string, string>> = {
  'procfs-mi-05 Tmpfs mounted at /run, with a mixture of valid and invalid optional values':
    'procfs drops optional fields that it does not know; we keep them',
  'jc-osx-10.14.6/ls-lR-empty-folder.out': 'jc loses the last letter of a name before an empty directory',
};
