import ts from 'typescript';

/**
 * What is absent is undefined: `{ ...(zone && { zone }) }` is `{ zone }`. A field is left out only where it would hide
 * that of an earlier spread, or where any name is a field, as in the parameters of a finding or in headers.
 */
const asUndefined = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      asUndefined: 'Write undefined for what is absent: one field, of one shape, whether it is there or not.',
    },
  },
  create(context) {
    const types = context.sourceCode.parserServices;
    const checker = types.program.getTypeChecker();

    /** Whether a value may have this field, or one of any name. */
    function mayHave(type, name) {
      return type.isUnion()
        ? type.types.some(each => mayHave(each, name))
        : (type.flags & ts.TypeFlags.Object) !== 0 &&
            (type.getProperty(name) !== undefined || checker.getIndexInfosOfType(type).length > 0);
    }

    function takesAnyName(literal) {
      const type = checker.getContextualType(types.esTreeNodeToTSNodeMap.get(literal));
      const shapes = type?.isUnion() ? type.types : type ? [type] : [];
      return shapes.some(shape => checker.getIndexInfosOfType(shape).length > 0);
    }

    return {
      'ObjectExpression > SpreadElement > LogicalExpression[operator="&&"] > ObjectExpression.right[properties.length=1]'(
        shown,
      ) {
        const spread = shown.parent.parent;
        const [{ key }] = shown.properties;
        if (key === undefined) {
          return;
        }
        const name = String(key.name ?? key.value);
        const { properties } = spread.parent;
        const hides = properties
          .slice(0, properties.indexOf(spread))
          .filter(({ type }) => type === 'SpreadElement')
          .some(({ argument }) => mayHave(types.getTypeAtLocation(argument), name));
        if (!hides && !takesAnyName(spread.parent)) {
          context.report({ node: spread, messageId: 'asUndefined' });
        }
      },
    };
  },
};

export default { rules: { 'as-undefined': asUndefined } };
