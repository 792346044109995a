/**
 * Tells most texts from templates with a function that mounts a file system, without parsing them. Needs nothing of the
 * chunk that this room becomes, so that the chunk is loaded only where it has something to do.
 */
export function mayMountFileSystem(text: string): boolean {
  return (
    mayBeServerless(text) ||
    (text.includes('FileSystemConfigs') &&
      /AWS::(?:Serverless|Lambda)::Function/.test(text) &&
      /FileSystemConfigs["']?\s*:/.test(text) &&
      hasResources(text))
  );
}

/** Whether a text may be a template that nests others, of which one may mount a file system. */
export function mayNestTemplates(text: string): boolean {
  return /AWS::(?:CloudFormation::Stack|Serverless::Application)\b/.test(text) && hasResources(text);
}

/** A `serverless.yml` of the Serverless Framework. */
function mayBeServerless(text: string): boolean {
  return (
    text.includes('fileSystemConfig') &&
    /fileSystemConfig["']?\s*:/.test(text) &&
    ['service', 'provider', 'functions'].every(key => new RegExp(`["']?\\b${key}["']?\\s*:`).test(text))
  );
}

/** Whether a map at the top of the text may have the key `Resources`: schemas and snapshots have it further down. */
function hasResources(text: string): boolean {
  if (/^\s*\{\s*"/.test(text.slice(0, 1000))) {
    return text.includes('"Resources"') && hasResourcesInJson(text);
  }
  // The first key of a block is as far to the right as all others.
  return /^(?:--- *)?["']?Resources["']?\s*:|^ *(?:--- *)?[{?]|^ +["']?Resources["']?\s*:/m.test(text);
}

/** What names of templates end in, also of those that tools make: `cdk.out/*.template.json`, `.serverless/*.json`. */
export const templateEndings = ['yaml', 'yml', 'json', 'jsonc', 'template', 'cfn'] as const;

const templateName = new RegExp(`\\.(?:${templateEndings.join('|')})$`, 'i');

export function isTemplateName(name: string): boolean {
  return templateName.test(name);
}

/** Patterns of folders whose files are not written in this repository, or are copies of what is. */
export const otherPeoplesFolders = ['node_modules', '.git', '.venv', '.aws-sam', 'cdk.out/asset.*'] as const;

const otherPeoples = new RegExp(
  `(?:^|/)(?:${otherPeoplesFolders.map(folder => folder.replaceAll('.', '\\.').replaceAll('*', '[^/]*')).join('|')})$`,
);

/** @param path of a folder, with slashes */
export function isOtherPeoples(path: string): boolean {
  return otherPeoples.test(path);
}

/** Bytes of a file that is read: twice what CloudFormation takes, for texts in UTF-16. */
export const MAX_TEMPLATE_BYTES = 2_000_000;

/** Bytes of a file of rules that are read. */
export const MAX_RULES_BYTES = 100_000;

/** Name of the file that says for a repository how its templates are checked, in the editor and in a pipeline. */
export const RULES_FILE = '.efs-mount-inspector.json';

/** Whether a path, with slashes, is that of a configuration of the checks. */
export function mayBeRulesFile(path: string): boolean {
  return path.endsWith(`/${RULES_FILE}`);
}

const QUOTE = 0x22;

function hasResourcesInJson(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      if (depth === 1 && text.startsWith('"Resources"', at)) {
        return true;
      }
      at = endOfString(text, at);
    } else if (code === 0x7b || code === 0x5b) {
      depth++;
    } else if (code === 0x7d || code === 0x5d) {
      depth--;
    }
  }
  return false;
}

/** Offset of the quotation mark that ends a string; the end of the text where there is none. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charAt(end - 1 - slashes) === '\\') {
      slashes++;
    }
    if (slashes % 2 === 0) {
      return end;
    }
  }
  return text.length;
}
