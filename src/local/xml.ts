/** What an element holds: text, elements by name, or entries of a list. */
export type XmlContent = string | number | boolean | undefined | XmlElements | readonly XmlContent[];
export interface XmlElements {
  readonly [name: string]: XmlContent;
}

/**
 * An element as a Query API writes it. What is undefined is left out.
 * @param entry what entries of lists are called: `item` by EC2, `member` by others
 */
export function xmlElement(name: string, content: XmlContent, attributes = '', entry = 'item'): string {
  return content === undefined ? '' : `<${name}${attributes}>${xmlContent(content, entry)}</${name}>`;
}

function xmlContent(content: Exclude<XmlContent, undefined>, entry: string): string {
  if (typeof content !== 'object') {
    return String(content).replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
  }
  return isList(content)
    ? content.map(one => xmlElement(entry, one, '', entry)).join('')
    : Object.entries(content)
        .map(([name, value]) => xmlElement(name, value, '', entry))
        .join('');
}

function isList(content: XmlElements | readonly XmlContent[]): content is readonly XmlContent[] {
  return Array.isArray(content);
}
