import ts from 'typescript';

export interface DeclaredName {
  readonly name: string;
  /** Counted from 1. */
  readonly line: number;
}

/**
 * Returns the names that a source file gives: of functions, classes, types, variables, parameters, methods and
 * properties. A name that only repeats another (an import, a destructured property, a key of an object literal) is left
 * out, so that each name counts where it was chosen.
 */
export function declaredNames(fileName: string, text: string): readonly DeclaredName[] {
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  const found: DeclaredName[] = [];
  const visit = (node: ts.Node): void => {
    const name = nameGivenBy(node);
    if (name) {
      found.push({ name: name.text, line: source.getLineAndCharacterOfPosition(name.getStart(source)).line + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function nameGivenBy(node: ts.Node): ts.Identifier | ts.PrivateIdentifier | undefined {
  if (ts.isImportSpecifier(node) || ts.isBindingElement(node))
    return node.propertyName ? identifier(node.name) : undefined;
  const chosen =
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isClassLike(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isTypeParameterDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isMethodSignature(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isPropertySignature(node) ||
    ts.isAccessor(node);
  return chosen ? identifier(node.name) : undefined;
}

function identifier(name: ts.Node | undefined): ts.Identifier | ts.PrivateIdentifier | undefined {
  return name && (ts.isIdentifier(name) || ts.isPrivateIdentifier(name)) ? name : undefined;
}

/** Splits `dismissLifeSign`, `LIFE_SIGN` and `life-sign.test.ts` into words in lower case. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
}
