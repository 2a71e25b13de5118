/**
 * What was typed into a page, as the data that a form reads, and back. The twin of `motcua.delivery.ui.filling.posted`:
 * `floors.0.area=58,2` is `{floors: [{area: "58,2"}]}`.
 */

const ADDRESS_PARTS = ["province", "commune", "street", "declared"];

/** The values of these fields in `data`, a FormData. Files are left out: they are kept when they are uploaded. */
export function rawOf(fields, data, prefix = "") {
  const inputs = fields.filter((field) => !field.computed && field.type !== "info" && field.type !== "file");
  return Object.fromEntries(inputs.map((field) => [field.id, typed(field, prefix + field.id, data)]));
}

function typed(field, name, data) {
  if (field.fields) return rowNumbers(name, data).map((n) => rawOf(field.fields, data, `${name}.${n}.`));
  if (field.type === "choices") return data.getAll(name);
  if (field.type === "address") return address(name, data);
  return data.get(name) || "";
}

function address(name, data) {
  const parts = ADDRESS_PARTS.map((part) => [part, data.get(`${name}.${part}`) || ""]).filter(([, value]) => value);
  return parts.length ? Object.fromEntries(parts) : "";
}

function rowNumbers(name, data) {
  const numbers = new Set();
  for (const key of data.keys()) {
    if (!key.startsWith(`${name}.`)) continue;
    const number = key.slice(name.length + 1).split(".")[0];
    if (/^[0-9]{1,4}$/.test(number)) numbers.add(Number(number));
  }
  return [...numbers].sort((one, other) => one - other);
}

/** What each input must hold so that the page says `value`: pairs of a posted name and a text, a list, or a flag. */
export function inputsOf(field, value, name = field.id) {
  if (field.fields) {
    const rows = Array.isArray(value) ? value : [];
    return rows.flatMap((row, n) => field.fields.flatMap((inner) => inputsOf(inner, row[inner.id], `${name}.${n}.${inner.id}`)));
  }
  if (field.type === "address") {
    const parts = value && typeof value === "object" ? value : {};
    return ADDRESS_PARTS.map((part) => [`${name}.${part}`, parts[part] || ""]);
  }
  return [[name, value === undefined || value === null ? "" : value]];
}
