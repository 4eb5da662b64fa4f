/** What assets/js/editeur.js uses of Sveltia CMS. */
export function init(options: { config: object }): void;
