import { readFileSync } from 'node:fs';
import path from 'node:path';
import { decodeText } from '../core/text/decodeText';
import { TextLines } from '../core/text/textLines';
import * as templates from '../template';
import { RulesFiles } from './check/rulesFiles';
import { languageOf } from './language';
import { versionOf } from './version';

/** What is used of the CDK's own: its packages are whose app it is. */
interface Context {
  readonly templatePaths: readonly string[];
}

interface Violation {
  readonly ruleName: string;
  readonly description: string;
  readonly severity: string;
  readonly fix?: string;
  readonly violatingResources: {
    readonly resourceLogicalId: string;
    readonly templatePath: string;
    readonly locations: string[];
    readonly constructPath?: string;
  }[];
}

/**
 * The checks as a plugin of `cdk synth`: an `IPolicyValidationPlugin`. It fails the synth for errors alone.
 * https://docs.aws.amazon.com/cdk/v2/guide/policy-validation-synthesis.html
 */
export class EfsMountInspector {
  readonly name = 'efs-mount-inspector';
  readonly version = versionOf(__dirname);
  readonly ruleIds = templates.checkDescriptions.map(({ code }) => code);

  validate({ templatePaths }: Context): { readonly success: boolean; readonly violations: Violation[] } {
    const rules = new RulesFiles(templates, process.cwd());
    const violations = templatePaths.flatMap(file => violationsOf(path.resolve(file), rules));
    return { success: violations.every(({ severity }) => severity !== 'error'), violations };
  }
}

function violationsOf(file: string, rules: RulesFiles): readonly Violation[] {
  const { t } = languageOf(process.env);
  const text = decodeText(readFileSync(file));
  const template = templates.readTemplate(text);
  if (!template) {
    return [];
  }
  const lines = new TextLines(text);
  return templates.checkTemplate(template, rules.for(file)).map(finding => {
    const { line, column } = lines.positionAt(finding.range.start);
    const [fix] = finding.fixes;
    return {
      ruleName: finding.code,
      description: templates.describeTemplateFinding(finding, t).message,
      severity: finding.severity,
      fix: fix && templates.describeTemplateFix(fix, t),
      violatingResources: [
        {
          resourceLogicalId: finding.subject,
          templatePath: file,
          locations: [`${line + 1}:${column + 1}`],
          constructPath: finding.construct,
        },
      ],
    };
  });
}
