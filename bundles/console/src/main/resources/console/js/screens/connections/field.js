// @ts-check
// Fields by name, with their texts: `f-NAME` is the label, `f-NAME-help` what is said below, and
// `NAME-VALUE` what an option is called.

import { hasText, t } from '../../lib/text.js';

/**
 * @param {string} file of the texts
 * @returns {(name: string, kind: import('../../lib/fields.js').Field['kind'],
 *     more?: Partial<import('../../lib/fields.js').Field> & {values?: string[]}) => import('../../lib/fields.js').Field}
 */
export const fields = file => (name, kind, more = {}) => {
  const { values, ...rest } = more;
  const key = name.replace(/\./g, '-');
  return {
    name,
    kind,
    label: t(`${file}.f-${key}`),
    help: hasText(`${file}.f-${key}-help`) ? t(`${file}.f-${key}-help`) : undefined,
    options: values?.map(value => ({ value, label: hasText(`${file}.${key}-${value}`) ? t(`${file}.${key}-${value}`) : value })),
    ...rest,
  };
};

/** The value at a path such as `delivery.guard.most`. @param {any} from @param {string} path */
export const at = (from, path) => path.split('.').reduce((value, part) => value?.[part], from);

/**
 * A document with values put in by their paths; undefined takes one away.
 *
 * @param {any} document @param {Record<string, any>} values @returns {any} another document
 */
export function put(document, values) {
  const copy = structuredClone(document);
  for (const [path, value] of Object.entries(values)) {
    const parts = path.split('.');
    const last = /** @type {string} */ (parts.pop());
    const place = parts.reduce((part, name) => (part[name] ??= {}), copy);
    if (value === undefined) delete place[last];
    else place[last] = value;
  }
  return copy;
}

/** What a form begins with. @param {any} document @param {import('../../lib/fields.js').Field[]} all */
export const valuesOf = (document, all) => Object.fromEntries(all.map(field => [field.name, at(document, field.name)]));
