export type { CheckConfiguration, ConfigurationProblem } from './checkRules';
export { readConfiguration } from './checkRules';
export { CONFIGURATION_FILE } from './sniff';
export type { Definition } from './definition';
export { definitionsAt } from './definition';
export type { Fix, RelatedRange, TemplateCode, TemplateFinding, TextEdit } from './templateFinding';
export type { Hover, HoverMount, Named } from './hover';
export { hoverAt } from './hover';
export type { HoverInspection, HoverSurroundings } from './hoverMarkdown';
export { hoverMarkdown } from './hoverMarkdown';
export type { TemplateFunction } from './lens';
export { functionsOf } from './lens';
export type { Range } from './nodes';
export { readTemplate, TemplateReader } from './read';
export type { CheckOptions } from './run';
export { checkInSteps, checkTemplate } from './run';
export type { Template } from './template';
export {
  describeConfigurationProblem,
  describeFix,
  describeRelated,
  describeTemplateFinding,
} from './templateWords';
