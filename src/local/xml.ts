/** What an element holds: text, elements by name, or entries of a list, each of which is an `<item>`. */
export type XmlContent = string | number | boolean | undefined | XmlElements | readonly XmlContent[];
export interface XmlElements {
  readonly [name: string]: XmlContent;
}

/** An element as EC2's API writes it. What is undefined is left out. */
export function xmlElement(name: string, content: XmlContent, attributes = ''): string {
  return content === undefined ? '' : `<${name}${attributes}>${xmlContent(content)}</${name}>`;
}

function xmlContent(content: Exclude<XmlContent, undefined>): string {
  if (typeof content !== 'object') {
    return String(content).replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
  }
  return isList(content)
    ? content.map(entry => xmlElement('item', entry)).join('')
    : Object.entries(content)
        .map(([name, value]) => xmlElement(name, value))
        .join('');
}

function isList(content: XmlElements | readonly XmlContent[]): content is readonly XmlContent[] {
  return Array.isArray(content);
}
