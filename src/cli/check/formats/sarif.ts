import { pathToFileURL } from 'node:url';
import type { Severity } from '../../../core/findings/finding';
import { RULES_FILE } from '../../../template/read/sniff';
import { visibleJson } from '../../../core/text/visibleText';
import type { TemplateFinding } from '../../../template';
import type { CheckedTemplate } from '../checkRun';
import type { Format, FormatContext } from './format';
import { pathFromRoot, placeOf } from './place';

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** For code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const formatSarif: Format = (run, context) => {
  const { root, templates, version } = context;
  const rules = templates.checkDescriptions;
  const indexes = new Map(rules.map(({ code }, index) => [code, index]));
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'efs-mount-inspector',
            semanticVersion: version,
            rules: rules.map(rule => describeRule(rule, context)),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { uri: `${pathToFileURL(root).href}/` } },
        results: run.templates.flatMap(template =>
          template.findings.map(finding => ({
            ...result(template, finding, context),
            ruleIndex: indexes.get(finding.code),
          })),
        ),
      },
    ],
  };
  return `${visibleJson(JSON.stringify(log, undefined, 2))}\n`;
};

function describeRule(
  { code, severity, sources }: FormatContext['templates']['checkDescriptions'][number],
  { t, templates }: FormatContext,
) {
  const [page] = sources;
  const description = templates.describeCheck(code, t);
  const takeBack = t(
    'Where it is meant so, accept it in {0} with a reason, or with a comment in the template: {1}',
    RULES_FILE,
    `# efs-mount-inspector: ignore ${code}`,
  );
  return {
    id: code,
    shortDescription: { text: description },
    fullDescription: { text: description },
    help: {
      text: [description, ...sources, takeBack].join('\n'),
      markdown: [description, ...sources.map(source => `<${source}>`), takeBack].join('\n\n'),
    },
    helpUri: page,
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: ['aws', 'lambda', 'efs'] },
  };
}

function result(template: CheckedTemplate, finding: TemplateFinding, context: FormatContext) {
  const { t, templates } = context;
  const artifactLocation = artifact(template, context);
  const location = (range: TemplateFinding['range']) => ({
    physicalLocation: { artifactLocation, region: placeOf(template, range) },
  });
  return {
    ruleId: finding.code,
    level: levels[finding.severity],
    message: { text: templates.describeTemplateFinding(finding, t).message },
    locations: [location(finding.range)],
    relatedLocations: finding.related.map((related, id) => ({
      id,
      ...location(related.range),
      message: { text: templates.describeRelated(related, t) },
    })),
    fixes: finding.fixes.map(fix => ({
      description: { text: templates.describeTemplateFix(fix, t) },
      artifactChanges: [
        {
          artifactLocation,
          replacements: fix.edits.map(({ range, text }) => ({
            deletedRegion: placeOf(template, range),
            insertedContent: { text },
          })),
        },
      ],
    })),
  };
}

function artifact(template: CheckedTemplate, { root }: FormatContext) {
  const below = pathFromRoot(root, template);
  return below === undefined
    ? { uri: pathToFileURL(template.path ?? template.name).href }
    : { uri: below.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}
