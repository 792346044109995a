import ts from 'typescript';

/**
 * Forbids `table[name]` where `name` may be any text: names come from outside, and every object has a `constructor`.
 * `own` of src/core/guards.ts is the one way to look one up; a Map is another.
 */
const useOwn = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      useOwn:
        'Any object has a `constructor`: look a name up with own(table, name) of core/guards.ts, or in a Map.',
    },
  },
  create(context) {
    const types = context.sourceCode.parserServices;
    return {
      // What is deleted is always an own entry.
      ':not(UnaryExpression[operator="delete"]) > MemberExpression[computed=true]'({ object, property }) {
        const isWritten = property.type === 'Literal';
        if (!isWritten && canBeAnyText(types.getTypeAtLocation(property)) && !isEnvironment(object)) {
          context.report({ node: property, messageId: 'useOwn' });
        }
      },
    };
  },
};

function canBeAnyText(type) {
  return type.isUnion()
    ? type.types.some(canBeAnyText)
    : (type.flags & (ts.TypeFlags.String | ts.TypeFlags.TemplateLiteral)) !== 0;
}

/** Node's has no names but its variables, and on Windows none is spelled in one way only. */
function isEnvironment({ type, name }) {
  return type === 'Identifier' && name === 'environment';
}

export default { rules: { 'use-own': useOwn } };
