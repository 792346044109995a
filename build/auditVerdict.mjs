// @ts-check

const grave = ['high', 'critical'];

/**
 * What `npm audit --json` says: lines for a person, and whether something grave is known of a dependency. A registry
 * that answers no audits is no failure, and is said.
 * @param {string} output
 * @returns {{ lines: string[], failed: boolean }}
 */
export function auditVerdict(output) {
  const { vulnerabilities, message, error } = parsed(output);
  if (!vulnerabilities) {
    const why = message || error?.summary || 'no answer';
    return { lines: [`The registry answers no audits (${why}): nothing was checked.`], failed: false };
  }
  const found = Object.values(vulnerabilities);
  return {
    lines:
      found.length === 0
        ? ['No vulnerability is known of any dependency.']
        : found.map(({ name, severity, range }) => `${severity}: ${name} ${range}. "npm audit" tells more.`),
    failed: found.some(({ severity }) => grave.includes(severity)),
  };
}

/**
 * @param {string} output
 * @returns {{
 *   vulnerabilities?: Record<string, { name: string, severity: string, range: string }>,
 *   message?: string,
 *   error?: { summary?: string },
 * }}
 */
function parsed(output) {
  try {
    return JSON.parse(output) ?? {};
  } catch {
    return {};
  }
}
