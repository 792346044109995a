/** What agents can do here: the tools that models are offered, in an editor and over MCP, and what they are answered. */
export * from './answers';
export {
  askedOf,
  askedText,
  toolNamed,
  toolDefinitions,
  type InspectionInput,
  type ToolDefinition,
  type ToolName,
} from './toolDefinitions';
