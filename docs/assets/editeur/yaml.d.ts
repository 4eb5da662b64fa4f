/** What assets/js/editeur-fiche.js uses of « yaml ». */
export interface Token {
  type: string;
  offset: number;
  source: string;
  indent: number;
}

export interface Scalar {
  type: string;
  value: string;
  range: [number, number, number];
  srcToken?: Token;
}

export interface Collection<T> {
  flow?: boolean;
  items: T[];
  range: [number, number, number];
  srcToken: Token;
}

export type YamlMap = Collection<{ key: Scalar; value: YamlNode }>;
export type YamlNode = YamlMap | Collection<YamlNode> | Scalar | null;

export class Parser {
  parse(text: string): Iterable<Token>;
}
export function isMap(node: YamlNode): node is YamlMap;
export function isScalar(node: YamlNode): node is Scalar;
export function parseDocument(
  text: string,
  options: { schema: "failsafe"; keepSourceTokens: true },
): { contents: YamlNode; errors: Error[]; toJS(): Record<string, unknown> };
