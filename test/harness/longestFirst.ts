// In which order the parts of suites start: what takes longest first, so that no lane is alone at the end.

/**
 * Seconds of the parts that take long, measured on two quiet processors, by `suite: part`. Only their order matters: what is
 * wrong here makes a run longer, nothing else.
 */
export const measuredSeconds: Readonly<Record<string, number>> = {
  'hostile: temporaryProbes/lostAnswers': 108,
  'hostile: temporaryProbes/killed': 16,
  'hostile: templates': 16,
  'ui: accessibility': 232,
  'ui: report/report': 87,
  'ui: account': 130,
  'ui: demo': 125,
  'ui: probing': 125,
  'ui: templates': 60,
  'ui: report/aroundMount': 52,
  'unit: cli': 78,
  'unit: local': 65,
  'unit: probe': 63,
  'unit: aws': 52,
  'unit: template': 48,
  'unit: inspect': 44,
  'unit: core': 31,
};

/** Of a part that was not measured: one with a window takes some thirty, whatever it does; others few. */
const secondsWithWindow = 30;
const secondsWithout = 3;

export interface Startable {
  /** As a person knows it, e.g. `ui: keyboard`. */
  readonly name: string;
  /** Whether it keeps a processor busy with a VS Code or a browser. Others wait for most of their time. */
  readonly hasWindow: boolean;
}

/** The longest first; those with windows take turns with others, as long as there are both. */
export function longestFirst<T extends Startable>(
  jobs: readonly T[],
  measured: Readonly<Record<string, number>> = measuredSeconds,
): readonly T[] {
  const seconds = ({ name, hasWindow }: T) =>
    measured[name] ?? (hasWindow ? secondsWithWindow : secondsWithout);
  const sorted = [...jobs].sort((a, b) => seconds(b) - seconds(a));
  const windows = sorted.filter(({ hasWindow }) => hasWindow);
  const others = sorted.filter(({ hasWindow }) => !hasWindow);
  const longer = windows.length > others.length ? windows : others;
  return longer.flatMap((_, index) => [
    ...windows.slice(index, index + 1),
    ...others.slice(index, index + 1),
  ]);
}
