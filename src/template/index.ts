export type { CheckRules, RuleProblem } from './checkRules';
export { readRules } from './checkRules';
export type { CheckDescription } from './words/checkDescriptions';
export { checkDescriptions, describeCheck } from './words/checkDescriptions';
export { RULES_FILE } from './read/sniff';
export { placesOfConstruct, sourceEndings, tracedPlaces, writtenId } from './constructSource';
export type { Definition } from './editor/definition';
export { definitionsAt } from './editor/definition';
export type { Fix, RelatedRange, TemplateCode, TemplateFinding, TextEdit } from './templateFinding';
export type { Hover, HoverMount, Named } from './editor/hover';
export { hoverAt } from './editor/hover';
export type { HoverInspection, HoverSurroundings } from './editor/hoverMarkdown';
export { hoverMarkdown, MAX_CONSTRUCTS } from './editor/hoverMarkdown';
export type { TemplateFunction } from './editor/lens';
export { functionsOf } from './editor/lens';
export type { NestedTemplate, NestedUse, PassedParameter } from './resolve/nested';
export { asNested, nestedTemplates } from './resolve/nested';
export type { Range } from './read/nodes';
export { MAX_LENGTH } from './read/parse';
export type { SyntaxProblem } from './read/parseYaml';
export { syntaxProblemOf } from './read/parseYaml';
export { readNesting, readTemplate, TemplateReader } from './read/read';
export type { CheckOptions } from './run';
export { checkInSteps, checkTemplate } from './run';
export type { Template } from './read/template';
export { unreadProblemOf } from './read/unread';
export {
  describeRuleProblem,
  describeConstruct,
  describeFix,
  describeRelated,
  describeTemplateFinding,
} from './words/templateWords';
