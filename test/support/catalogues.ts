import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { LANGUAGES, type Language } from '#libs/kernel';

const LOCALES = 'apps/web/src/locales';
const PLURAL = /_(zero|one|two|few|many|other)$/;
type Tree = { [key: string]: string | Tree };

/** Every text of a language by `area:path.of.keys`. */
export type Catalogue = ReadonlyMap<string, string>;

function leaves(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] => (typeof value === 'string' ? [[path + key, value]] : leaves(value, `${path}${key}.`)));
}

function readCatalogue(language: Language): Catalogue {
  const files = readdirSync(join(LOCALES, language)).filter((f) => f.endsWith('.json'));
  return new Map(files.flatMap((f) => leaves(JSON.parse(readFileSync(join(LOCALES, language, f), 'utf8')) as Tree, `${f.replace('.json', '')}:`)));
}

export const CATALOGUES = Object.fromEntries(LANGUAGES.map((l) => [l, readCatalogue(l)])) as Record<Language, Catalogue>;

/** A key without its plural form. */
export function baseOf(key: string): string { return key.replace(PLURAL, ''); }

/** The plural form of a key, or undefined. */
export function formOf(key: string): string | undefined { return PLURAL.exec(key)?.[1]; }

/** Names of the `{{places}}` of a text, sorted. */
export function placesOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*(\w+)[^}]*\}\}/g)].map((m) => m[1] ?? ''))].sort();
}

/** A key that the code asks for: in full, or a pattern where a part is computed (`*` for one or more segments). */
export interface KeyUse { key: string; at: string }

function keysIn(node: ts.Expression): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node)) return [node.head.text + node.templateSpans.map((s) => `*${s.literal.text}`).join('')];
  if (ts.isConditionalExpression(node)) return [...keysIn(node.whenTrue), ...keysIn(node.whenFalse)];
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return keysIn(node.expression);
  return ['*'];
}

/** Names that hold a translator in a piece of code, with the area they speak of: `const { t: c } = useTranslation('common')`. */
function translators(scope: ts.Node): Map<string, string> {
  const found = new Map<string, string>();
  for (const s of ts.isBlock(scope) || ts.isSourceFile(scope) ? scope.statements : []) {
    if (!ts.isVariableStatement(s)) continue;
    for (const { name, initializer: from } of s.declarationList.declarations) {
      if (!ts.isObjectBindingPattern(name) || !from || !ts.isCallExpression(from) || from.expression.getText() !== 'useTranslation') continue;
      const [area] = from.arguments;
      const t = name.elements.find((e) => (e.propertyName ?? e.name).getText() === 't');
      if (t && area && ts.isStringLiteral(area)) found.set(t.name.getText(), area.text);
    }
  }
  return found;
}

/** Keys that one file asks for; what a translator is called with must be readable from the source. */
function usesIn(file: string): KeyUse[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true, ts.ScriptKind.TSX);
  const uses: KeyUse[] = [];
  const visit = (node: ts.Node, known: Map<string, string>): void => {
    const here = new Map([...known, ...translators(node)]);
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && here.has(node.expression.text)) {
      const at = `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
      for (const key of node.arguments[0] ? keysIn(node.arguments[0]) : ['*']) uses.push({ key: `${here.get(node.expression.text) ?? ''}:${key}`, at });
    }
    node.forEachChild((child) => { visit(child, here); });
  };
  visit(source, new Map());
  return uses;
}

/** Every key that the web asks for. */
export function keyUses(): KeyUse[] {
  const files = readdirSync('apps/web/src', { recursive: true, encoding: 'utf8' }).filter((f) => /\.tsx?$/.test(f));
  return files.sort().flatMap((f) => usesIn(join('apps/web/src', f)));
}

/** Whether a key fits a use. */
export function fits(key: string, pattern: string): boolean {
  return new RegExp(`^${pattern.split('*').map((part) => part.replace(/[.\\+?^${}()|[\]]/g, '\\$&')).join('.+')}$`).test(key);
}
