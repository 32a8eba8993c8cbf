// @ts-check
// Rows as a file.

/**
 * @param {string} name of the file, without its ending
 * @param {'csv'|'json'} form
 * @param {any[]} rows
 * @param {import('./table.js').Column[]} columns
 */
export function exported(name, form, rows, columns) {
  const plain = rows.map(row => columns.map(column => (column.value ? column.value(row) : row[column.id])));
  const text = form === 'json'
    ? JSON.stringify(rows, null, 2)
    : [columns.map(column => column.label), ...plain].map(row => row.map(cell).join(',')).join('\r\n') + '\r\n';
  const type = form === 'json' ? 'application/json' : 'text/csv';
  save(`${name}.${form}`, new Blob([text], { type: type + ';charset=utf-8' }));
}

/** @param {string} name @param {Blob} content */
export function save(name, content) {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** RFC 4180; what a spreadsheet would take for a formula is made text. @param {unknown} value */
function cell(value) {
  if (value === null || value === undefined) return '';
  let text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  if (/^[=+\-@\t\r]/.test(text)) text = "'" + text;
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
