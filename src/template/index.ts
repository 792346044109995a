export type { CheckRules, RuleProblem } from './checkRules';
export { readRules } from './checkRules';
export type { CheckDescription } from './checkDescriptions';
export { checkDescriptions, describeCheck } from './checkDescriptions';
export { RULES_FILE } from './sniff';
export { placesOfConstruct, sourceEndings, tracedPlaces, writtenId } from './constructSource';
export type { Definition } from './definition';
export { definitionsAt } from './definition';
export type { Fix, RelatedRange, TemplateCode, TemplateFinding, TextEdit } from './templateFinding';
export type { Hover, HoverMount, Named } from './hover';
export { hoverAt } from './hover';
export type { HoverInspection, HoverSurroundings } from './hoverMarkdown';
export { hoverMarkdown, MAX_CONSTRUCTS } from './hoverMarkdown';
export type { TemplateFunction } from './lens';
export { functionsOf } from './lens';
export type { NestedTemplate, NestedUse, PassedParameter } from './nested';
export { asNested, nestedTemplates } from './nested';
export type { Range } from './nodes';
export { MAX_LENGTH } from './parse';
export type { SyntaxProblem } from './parseYaml';
export { syntaxProblemOf } from './parseYaml';
export { readNesting, readTemplate, TemplateReader } from './read';
export type { CheckOptions } from './run';
export { checkInSteps, checkTemplate } from './run';
export type { Template } from './template';
export { unreadProblemOf } from './unread';
export {
  describeRuleProblem,
  describeConstruct,
  describeFix,
  describeRelated,
  describeTemplateFinding,
} from './templateWords';
